package health.salus.vault.store;

import health.salus.vault.segment.Piece;
import health.salus.vault.segment.SegmentManifest;

/// A piece on its way to the custodian that is to keep it, with the manifest that it is judged by.
public record PlacedPiece(SegmentManifest manifest, Piece piece) {}
