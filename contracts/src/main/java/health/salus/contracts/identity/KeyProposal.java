package health.salus.contracts.identity;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import java.time.Instant;

/// A key that one member vouches for and that waits for a second member.
///
/// @param evidence of how the member proofed the principal's identity
public record KeyProposal(KeyRegistration key, MemberId proposedBy, Digest evidence, Instant proposedAt) {}
