package health.salus.contracts.records;

import health.salus.kernel.SegmentId;

/// A segment in its patient's list.
///
/// @param cell the number of its cell among the patient's
public record SegmentEntry(SegmentId segment, long cell) {}
