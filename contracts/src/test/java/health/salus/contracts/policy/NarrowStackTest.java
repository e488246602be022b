package health.salus.contracts.policy;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.policy.RuleType.Form;
import health.salus.contracts.policy.RuleType.Scalar;
import health.salus.contracts.stage.WrittenRule;
import health.salus.kernel.SalusException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The deepest expressions that fit are refused or taken alike, however small the stack: members whose threads have
/// other sizes must come to one outcome, and an overflow halts a node.
class NarrowStackTest {

    /// Half of what the launcher gives to the threads of a node (`-Xss512k`), of which others have taken some.
    private static final long NARROW = 256 * 1024;

    private static final long WIDE = 64 * 1024 * 1024;

    static List<String> deepest() {
        return List.of(
                "0" + "+0".repeat(998) + ">0",
                "0" + "+(0".repeat(400) + ")".repeat(400) + ">0",
                "0" + "+(0".repeat(25) + ")".repeat(25) + ">0",
                "0" + "<0".repeat(999),
                "true" + "&&true".repeat(330),
                "true" + "||true".repeat(330),
                "!".repeat(1990) + "true",
                "!(".repeat(25) + "true" + ")".repeat(25),
                "-".repeat(1990) + "1 == 1",
                "true?true:".repeat(190) + "true",
                "true?true:".repeat(28) + "true",
                "true?".repeat(150) + "true" + ":true".repeat(150),
                "(".repeat(990) + "true" + ")".repeat(990),
                "[".repeat(990) + "1" + "]".repeat(990) + "==[]",
                "[".repeat(28) + "1" + "]".repeat(28) + "==[]",
                "l" + "[0]".repeat(660),
                "l" + ".x".repeat(990),
                "s" + ".size()".repeat(280),
                "size(".repeat(280) + "s" + ")".repeat(280) + " == 1",
                "l.map(x,".repeat(200) + "x" + ")".repeat(200),
                "l.map(x,".repeat(27) + "x" + ")".repeat(27) + "==[]",
                "l" + ".map(x,x)".repeat(200) + "==[]",
                "l" + ".map(x,x)".repeat(40) + "==[]",
                "{1:".repeat(480) + "1" + "}".repeat(480),
                "l.exists(a,".repeat(2) + "0" + "+0".repeat(50) + ">0" + ")".repeat(2));
    }

    private static String outcome(String expression) {
        RuleProgram program;
        try {
            program = RuleProgram.of(WrittenRule.of("deep", 1)
                    .input("s", Scalar.STRING)
                    .input("l", Form.LIST, Scalar.STRING)
                    .clause("permit", Scalar.BOOL, expression)
                    .costLimit(Limits.MAX_COST)
                    .expect(true, List.of())
                    .build());
        } catch (SalusException refused) {
            return refused.code() + " " + refused.detail();
        }
        Meter meter = program.newMeter();
        try {
            List<NamedValue> given = List.of(
                    NamedValue.of("s", "a"),
                    new NamedValue(
                            "l", new RuleValue.Sequence(List.of(new RuleValue.Text("a"), new RuleValue.Text("b")))));
            return program.evaluate(given, meter).toString();
        } catch (SalusException refused) {
            return refused.code() + " " + refused.detail() + " after " + meter.spent();
        }
    }

    private static String within(long stackBytes, String expression) throws Exception {
        ThreadFactory threads = task -> new Thread(null, task, "stack of " + stackBytes, stackBytes);
        try (var executor = Executors.newSingleThreadExecutor(threads)) {
            Future<String> outcome = executor.submit(() -> outcome(expression));
            return outcome.get();
        }
    }

    @ParameterizedTest
    @MethodSource("deepest")
    void areTakenOrRefusedAlike(String expression) throws Exception {
        assertThat(within(NARROW, expression)).isEqualTo(within(WIDE, expression));
    }
}
