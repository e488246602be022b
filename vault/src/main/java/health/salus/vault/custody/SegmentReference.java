package health.salus.vault.custody;

import health.salus.kernel.Digest;
import health.salus.kernel.SegmentId;

/// A segment, and the digest of its manifest as the ledger has it: the id says which, the digest says what.
public record SegmentReference(SegmentId segment, Digest manifest) {}
