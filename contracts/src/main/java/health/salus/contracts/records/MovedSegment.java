package health.salus.contracts.records;

import health.salus.kernel.Digest;
import health.salus.kernel.SegmentId;

/// A segment that custodians of another set hold now.
///
/// @param before digest of the manifest that the ledger has, by which it was dealt
/// @param manifest digest of the manifest that the other set's custodians acknowledged
public record MovedSegment(SegmentId segment, Digest before, Digest manifest) {}
