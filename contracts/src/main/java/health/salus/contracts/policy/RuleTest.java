package health.salus.contracts.policy;

import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import java.util.List;

/// An example that travels with its rule, and that has to come out as it says, on every member, before the rule is
/// taken.
///
/// @param given all inputs
public record RuleTest(String name, List<NamedValue> given, Expectation expected) {

    private static final int MAX_NAME_CHARACTERS = 120;

    public RuleTest {
        Require.that(
                !name.isBlank() && name.length() <= MAX_NAME_CHARACTERS,
                ErrorCode.MALFORMED,
                "a test's name has 1 to 120 characters");
        given = Limits.bounded(Limits.MAX_INPUTS, given, "inputs of a test");
        Limits.checkDistinct(given.stream().map(NamedValue::name).toList(), "the inputs of a test");
    }

    /// What comes out.
    public sealed interface Expectation {

        record Results(List<NamedValue> values) implements Expectation {
            public Results {
                values = Limits.bounded(Limits.MAX_CLAUSES, values, "results of a test");
                Limits.checkDistinct(values.stream().map(NamedValue::name).toList(), "the results of a test");
            }
        }

        record Refusal(ErrorCode code) implements Expectation {
            public Refusal {
                Require.that(
                        code == ErrorCode.RULE_FAILED
                                || code == ErrorCode.LIMIT_EXCEEDED
                                || code == ErrorCode.MALFORMED,
                        ErrorCode.MALFORMED,
                        "an evaluation is refused with RULE_FAILED, LIMIT_EXCEEDED or MALFORMED");
            }
        }
    }
}
