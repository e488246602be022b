package health.salus.vault.store;

import health.salus.kernel.Digest;
import health.salus.kernel.SegmentId;
import java.time.Instant;

/// That a segment's piece is here, since when, and under which manifest.
public record HeldSegment(SegmentId segment, Digest manifest, Instant storedAt) {}
