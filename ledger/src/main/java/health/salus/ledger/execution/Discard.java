package health.salus.ledger.execution;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;

/// A submission that was no admissible transaction: it changes nothing and leaves no entry, but its submitter is
/// counted.
public record Discard(Digest envelope, MemberId submitter, ErrorCode code) {}
