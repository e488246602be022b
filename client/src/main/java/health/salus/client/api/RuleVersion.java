package health.salus.client.api;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import java.time.Instant;

/// One version of a rule, as it was proposed.
///
/// @param content digest of the definition, which a vote names
/// @param definition deterministic CBOR, as [health.salus.client.rule.RuleDefinition] reads it
/// @param transaction that proposed it
public record RuleVersion(
        String rule,
        long version,
        Digest content,
        Octets definition,
        PrincipalId author,
        MemberId member,
        Instant proposed,
        long height,
        Digest transaction) {}
