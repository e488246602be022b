package health.salus.vault.resharing;

import health.salus.kernel.Digest;
import health.salus.kernel.SegmentId;
import health.salus.vault.custody.SegmentReference;

/// A move that the ledger permits: the segment's set was superseded, and it has not been moved yet.
///
/// @param segment with the manifest that the ledger has
/// @param from the set that keeps it
/// @param to the set in force in its place
public record MoveOrder(SegmentReference segment, Circle from, Circle to) {

    SegmentId id() {
        return segment.segment();
    }

    Digest manifest() {
        return segment.manifest();
    }
}
