package health.salus.contracts.policy;

import health.salus.contracts.rules.Require;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import java.util.List;

/// One version of a rule set: what it is asked with, the expressions that answer, what an evaluation may cost, and the
/// examples that show what is meant. Whether it holds together is [RuleCheck]'s to say.
///
/// @param language which subset of CEL it is written in; what an expression means never changes within one
/// @param costLimit of one evaluation of all clauses, in steps of [Meter]
public record RuleDefinition(
        RuleId id,
        long version,
        int language,
        List<RuleInput> inputs,
        List<RuleClause> clauses,
        long costLimit,
        List<RuleTest> tests) {

    public static final int LANGUAGE = 1;

    /// The state keeps every version; a rule that is larger is several rules.
    public static final int MAX_BYTES = 64 * 1024;

    private static final RecordCodec<RuleDefinition> CODEC = RecordCodec.of(RuleDefinition.class);

    public RuleDefinition {
        Require.that(version >= 1, ErrorCode.MALFORMED, "versions of a rule count from 1");
        Require.that(
                language == LANGUAGE,
                ErrorCode.UNSUPPORTED_VERSION,
                "rules of this network are written in language " + LANGUAGE);
        inputs = Limits.bounded(Limits.MAX_INPUTS, inputs, "inputs of a rule");
        clauses = Limits.bounded(Limits.MAX_CLAUSES, clauses, "clauses of a rule");
        tests = Limits.bounded(Limits.MAX_TESTS, tests, "tests of a rule");
        Require.that(!clauses.isEmpty(), ErrorCode.MALFORMED, "a rule has at least one clause");
        Require.that(!tests.isEmpty(), ErrorCode.MALFORMED, "a rule comes with at least one test");
        Require.that(costLimit >= 1, ErrorCode.MALFORMED, "an evaluation costs at least one step");
        Require.atMost(Limits.MAX_COST, costLimit, "steps for an evaluation");
        Limits.checkDistinct(inputs.stream().map(RuleInput::name).toList(), "the inputs of a rule");
        Limits.checkDistinct(clauses.stream().map(RuleClause::name).toList(), "the clauses of a rule");
    }

    public Octets encode() {
        return CODEC.encode(this);
    }

    public static RuleDefinition decode(Octets encoded) {
        return CODEC.decode(encoded, MAX_BYTES);
    }

    public Digest digest() {
        return Digest.sha256(encode());
    }

    /// For messages.
    String title() {
        return "rule " + id + " version " + version;
    }
}
