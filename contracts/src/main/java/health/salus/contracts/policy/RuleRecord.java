package health.salus.contracts.policy;

/// A rule set, as the state has it.
///
/// @param latest the newest version that was proposed
public record RuleRecord(RuleId id, long latest) {}
