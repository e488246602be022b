package health.salus.contracts.policy;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A rule that can be asked. The same values get the same answer, at the same cost, however often and wherever.
public final class RuleProgram {

    private final RuleDefinition rule;
    private final List<Clause> clauses;

    RuleProgram(RuleDefinition rule, List<Clause> clauses) {
        this.rule = rule;
        this.clauses = List.copyOf(clauses);
    }

    record Clause(RuleClause clause, CelRuntime.Program program, Prices prices) {}

    /// Compiles a rule; refused with `INVALID_RULE`.
    public static RuleProgram of(RuleDefinition rule) {
        return RuleLanguage.compile(rule);
    }

    public RuleDefinition rule() {
        return rule;
    }

    /// Asks all clauses. Refused with `MALFORMED` when an input is missing or of another type, with `RULE_FAILED` when
    /// the values lead nowhere, and with `LIMIT_EXCEEDED` when it takes too much.
    ///
    /// @param given may hold more than the rule asks for
    public RuleResult evaluate(List<NamedValue> given) {
        return evaluate(given, newMeter());
    }

    Meter newMeter() {
        return new Meter(rule.title(), rule.costLimit());
    }

    RuleResult evaluate(List<NamedValue> given, Meter meter) {
        SortedMap<String, Object> inputs = inputs(given);
        inputs.values().forEach(meter::payFor);
        List<NamedValue> answers = new ArrayList<>();
        for (Clause clause : clauses) {
            answers.add(new NamedValue(clause.clause().name(), evaluate(clause, inputs, meter)));
        }
        return new RuleResult(rule.id(), rule.version(), answers, meter.spent());
    }

    private SortedMap<String, Object> inputs(List<NamedValue> given) {
        SortedMap<String, Object> inputs = new TreeMap<>();
        for (RuleInput input : rule.inputs()) {
            RuleValue value = NamedValue.find(given, input.name())
                    .orElseThrow(() -> new SalusException(
                            ErrorCode.MALFORMED, rule.title() + " asks for " + input.name() + ", which is not given"));
            Require.that(
                    input.type().admits(value),
                    ErrorCode.MALFORMED,
                    rule.title() + " asks for " + input.name() + " as " + input.type());
            inputs.put(input.name(), NativeValues.toNative(value));
        }
        return inputs;
    }

    private RuleValue evaluate(Clause clause, SortedMap<String, Object> inputs, Meter meter) {
        Object answer;
        try {
            answer = clause.program().trace(inputs, meter.over(clause.prices()));
        } catch (CelEvaluationException failed) {
            meter.requireWithin();
            throw failed(clause, reason(failed.getErrorCode()), failed);
        } catch (RuntimeException failed) {
            // From within the library; on other members it comes just the same, so it is no reason to halt.
            meter.requireWithin();
            throw failed(clause, "an operation has no result", failed);
        }
        meter.requireWithin();
        return NativeValues.ofNative(answer)
                .filter(clause.clause().type()::admits)
                .orElseThrow(() -> new SalusException(
                        ErrorCode.RULE_FAILED,
                        title(clause) + ": the answer is no " + clause.clause().type()));
    }

    private SalusException failed(Clause clause, String reason, Exception cause) {
        return new SalusException(ErrorCode.RULE_FAILED, title(clause) + ": " + reason, cause);
    }

    private String title(Clause clause) {
        return rule.title() + ", clause " + clause.clause().name();
    }

    /// Our words, which become part of the ledger; the library's may change with its version.
    private static String reason(CelErrorCode code) {
        return switch (code) {
            case DIVIDE_BY_ZERO -> "a division by zero";
            case NUMERIC_OVERFLOW -> "a number leaves the range of 64 bits";
            case ATTRIBUTE_NOT_FOUND -> "a map has no such key";
            case INDEX_OUT_OF_BOUNDS -> "a list has no such item";
            case DUPLICATE_ATTRIBUTE -> "a map has a key twice";
            case BAD_FORMAT -> "a text cannot be read as what it is taken for";
            case INTERNAL_ERROR,
                    INVALID_ARGUMENT,
                    OVERLOAD_NOT_FOUND,
                    AMBIGUOUS_OVERLOAD,
                    TYPE_NOT_FOUND,
                    ITERATION_BUDGET_EXCEEDED -> "an operation has no result";
        };
    }
}
