package health.salus.contracts.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.policy.RuleType.Form;
import health.salus.contracts.policy.RuleType.Scalar;
import health.salus.contracts.stage.WrittenRule;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules that were taken, and values that make them dear or lead nowhere.
class HostileEvaluationTest {

    private static final int LONGEST = Limits.MAX_TEXT_CHARACTERS;

    private static RuleProgram program(String expression) {
        return RuleProgram.of(WrittenRule.of("hostile", 1)
                .input("s", Scalar.STRING)
                .input("n", Scalar.INT)
                .input("l", Form.LIST, Scalar.STRING)
                .clause("permit", Scalar.BOOL, expression)
                .costLimit(Limits.MAX_COST)
                .expect(true, List.of())
                .build());
    }

    private static List<NamedValue> given(String text, long number, int items) {
        return List.of(
                NamedValue.of("s", text),
                NamedValue.of("n", number),
                new NamedValue("l", new RuleValue.Sequence(Collections.nCopies(items, new RuleValue.Text("item")))));
    }

    private static void refuses(ErrorCode code, ThrowingCallable evaluation) {
        assertThatThrownBy(evaluation)
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused ->
                                assertThat(refused.code()).as(refused.detail()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "l.all(x, l.all(y, x == y))",
                "l.map(x, l.map(y, x + y)).size() > 0",
                "l.exists(x, l.exists(y, x + y == 'z')) || true",
                "true || l.all(x, l.all(y, x == y)) || true ? l.all(x, l.all(y, x == y)) : false",
                "(l.all(x, l.all(y, x == y)) ? 1 / n : 0) == 1 || true",
                "[l, l].map(x, [x, x]).map(x, [x, x]).map(x, [x, x]).map(x, [x, x]).map(x, [x, x]).size() > 0",
                "l.all(x, l == l)",
                "l.all(x, s.contains(s))",
                "(l + l + l + l).filter(x, x in l).size() > 0",
            })
    void endsWhereItBecomesTooDear(String expression) {
        List<NamedValue> much = given("a".repeat(LONGEST), 1, Limits.MAX_ITEMS);
        RuleProgram program = program(expression);
        refuses(ErrorCode.LIMIT_EXCEEDED, () -> program.evaluate(much));
        Meter meter = program.newMeter();
        refuses(ErrorCode.LIMIT_EXCEEDED, () -> program.evaluate(much, meter));
        assertThat(meter.spent()).isEqualTo(Limits.MAX_COST + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "size(s + s) > 0",
                "[s].map(x, x + x).map(x, x + x).size() > 0",
                "(s + s).startsWith('b') || true",
                "size(s + s) > 0 || true",
                "!(size(s + s) > 0 && false)",
            })
    void endsWhereATextBecomesTooLong(String expression) {
        RuleProgram program = program(expression);
        refuses(ErrorCode.LIMIT_EXCEEDED, () -> program.evaluate(given("a".repeat(LONGEST), 1, 1)));
        program.evaluate(given("a".repeat(LONGEST / 4), 1, 1));
    }

    @Test
    void dividesByWhatItIsGiven() {
        RuleProgram program = program("10 / n > 1");
        assertThat(program.evaluate(given("", 2, 0)).flag("permit")).isTrue();
        refuses(ErrorCode.RULE_FAILED, () -> program.evaluate(given("", 0, 0)));
    }

    @Test
    void answersWithinTheLimitsOfValues() {
        RuleProgram large = RuleProgram.of(WrittenRule.of("large", 1)
                .input("l", Form.LIST, Scalar.STRING)
                .clause("list", new RuleType(Form.LIST, Scalar.STRING), "l + l")
                .expect(List.of(), List.of())
                .build());
        refuses(ErrorCode.LIMIT_EXCEEDED, () -> large.evaluate(given("", 1, Limits.MAX_ITEMS)));
    }

    @Test
    void countsWhatItIsGiven() {
        RuleProgram program = RuleProgram.of(WrittenRule.of("small", 1)
                .input("l", Form.LIST, Scalar.STRING)
                .clause("permit", Scalar.BOOL, "true")
                .costLimit(10)
                .expect(true, List.of())
                .build());
        program.evaluate(given("", 1, 9));
        refuses(ErrorCode.LIMIT_EXCEEDED, () -> program.evaluate(given("", 1, 11)));
    }

    @Test
    void asksForAllItsInputsInTheirTypes() {
        RuleProgram program = program("n == 1");
        refuses(ErrorCode.MALFORMED, () -> program.evaluate(List.of()));
        refuses(
                ErrorCode.MALFORMED,
                () -> program.evaluate(List.of(
                        NamedValue.of("s", 1),
                        NamedValue.of("n", 1),
                        new NamedValue("l", new RuleValue.Sequence(List.of())))));
        refuses(
                ErrorCode.MALFORMED,
                () -> program.evaluate(List.of(
                        NamedValue.of("s", ""),
                        NamedValue.of("n", 1),
                        new NamedValue("l", new RuleValue.Sequence(List.of(new RuleValue.Int(1)))))));
    }
}
