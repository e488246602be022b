package health.salus.client.rule;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import java.util.List;

/// One version of a rule, as a member proposes it. The contract's own records are not visible here; a test in `node`
/// holds the two to the same bytes. What it may be is the contract's to say (docs/design/rules.md).
///
/// @param costLimit of one evaluation, in steps
public record RuleDefinition(
        String id,
        long version,
        int language,
        List<Input> inputs,
        List<Clause> clauses,
        long costLimit,
        List<Test> tests) {

    private static final RecordCodec<RuleDefinition> CODEC = RecordCodec.of(RuleDefinition.class);

    public RuleDefinition {
        inputs = List.copyOf(inputs);
        clauses = List.copyOf(clauses);
        tests = List.copyOf(tests);
    }

    /// What the rule is asked with.
    public record Input(String name, RuleType type) {}

    /// One answer of the rule, and the CEL expression that it comes from.
    public record Clause(String name, RuleType type, String expression) {}

    /// An example that travels with the rule.
    public record Test(String name, List<NamedValue> given, Expectation expected) {
        public Test {
            given = List.copyOf(given);
        }
    }

    /// A value of an input or of an answer.
    public record NamedValue(String name, RuleValue value) {}

    /// What comes of an example.
    public sealed interface Expectation {

        record Results(List<NamedValue> values) implements Expectation {
            public Results {
                values = List.copyOf(values);
            }
        }

        /// @param code of docs/errors.md
        record Refusal(String code) implements Expectation {}
    }

    public Octets encode() {
        return CODEC.encode(this);
    }

    /// @throws health.salus.kernel.SalusException `MALFORMED` or `NOT_CANONICAL`
    public static RuleDefinition decode(Octets encoded) {
        return CODEC.decode(encoded);
    }

    /// What members vote about.
    public Digest digest() {
        return Digest.sha256(encode());
    }
}
