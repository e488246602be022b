package health.salus.contracts.policy;

import health.salus.kernel.Digest;

/// The version of a rule that is asked.
///
/// @param definition the digest of its [RuleDefinition]
public record RuleInForce(RuleId rule, long version, Digest definition) {}
