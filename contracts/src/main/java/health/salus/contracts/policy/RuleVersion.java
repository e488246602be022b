package health.salus.contracts.policy;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.PrincipalId;
import java.time.Instant;

/// A version as it was proposed. It is a draft until it is put in force, which never changes it.
///
/// @param transaction that proposed it
public record RuleVersion(
        RuleDefinition definition,
        PrincipalId author,
        MemberId member,
        Instant proposedAt,
        long height,
        Digest transaction) {}
