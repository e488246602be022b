package health.salus.contracts.policy;

import java.util.List;

/// What a rule answered.
///
/// @param values one for each clause, in the order of the definition
/// @param cost in steps of [Meter]; the same on every member
public record RuleResult(RuleId rule, long version, List<NamedValue> values, long cost) {

    public RuleResult {
        values = List.copyOf(values);
    }

    /// For messages.
    public String title() {
        return "rule " + rule + " version " + version;
    }

    /// The answer of a clause that is true or false; a [DecisionPoint] has seen to it that there is one.
    public boolean flag(String clause) {
        return NamedValue.find(values, clause)
                .map(value -> value instanceof RuleValue.Bool(boolean flag) && flag)
                .orElseThrow(() -> new IllegalStateException(title() + " has no clause " + clause));
    }
}
