package health.salus.contracts.policy;

/// What a rule is asked with.
public record RuleInput(String name, RuleType type) {

    public RuleInput {
        Limits.checkName(name);
    }
}
