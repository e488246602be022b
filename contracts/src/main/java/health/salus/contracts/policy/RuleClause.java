package health.salus.contracts.policy;

import health.salus.contracts.rules.Require;

/// One result of a rule, and the expression that it comes from.
public record RuleClause(String name, RuleType type, String expression) {

    public RuleClause {
        Limits.checkName(name);
        Require.atMost(Limits.MAX_EXPRESSION_CHARACTERS, expression.length(), "characters in an expression");
    }
}
