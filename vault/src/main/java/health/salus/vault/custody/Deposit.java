package health.salus.vault.custody;

import health.salus.kernel.Octets;
import health.salus.vault.segment.Piece;

/// A piece on its way, with the manifest that it is judged by.
///
/// @param manifest as it was encoded by its author, since its digest is on the ledger
public record Deposit(Octets manifest, Piece piece) {}
