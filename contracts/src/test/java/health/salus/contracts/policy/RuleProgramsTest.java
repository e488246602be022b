package health.salus.contracts.policy;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.policy.RuleType.Form;
import health.salus.contracts.policy.RuleType.Scalar;
import health.salus.contracts.stage.SeededRandom;
import health.salus.contracts.stage.WrittenRule;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A cache changes no result: not what is answered, not what is refused, and not what it costs.
class RuleProgramsTest {

    private static final int QUESTIONS = 400;
    private static final int RULES = 100;

    private final RulePrograms warm = new RulePrograms();

    private static RuleDefinition rule(int number) {
        return WrittenRule.of("r" + number, 1)
                .input("n", Scalar.INT)
                .input("l", Form.LIST, Scalar.INT)
                .clause("permit", Scalar.BOOL, "l.exists(x, " + number + " / (x - n) == 1 || x > n * 2)")
                .clause("rest", new RuleType(Form.LIST, Scalar.INT), "l.filter(x, x % 7 != n).map(x, x * x)")
                .costLimit(60)
                .expect(true, List.of())
                .build();
    }

    private static String answer(RuleProgram program, List<NamedValue> given) {
        Meter meter = program.newMeter();
        try {
            return program.evaluate(given, meter) + " for " + meter.spent();
        } catch (SalusException refused) {
            return refused.code() + " " + refused.detail() + " for " + meter.spent();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void warmAndColdAnswerAlike(long seed) {
        SeededRandom random = new SeededRandom(seed);
        for (int i = 0; i < QUESTIONS; i++) {
            RuleDefinition rule = rule(random.below(RULES));
            List<RuleValue> items = new ArrayList<>();
            for (int length = random.below(6); length > 0; length--) {
                items.add(new RuleValue.Int(random.below(20)));
            }
            List<NamedValue> given =
                    List.of(NamedValue.of("n", random.below(8)), new NamedValue("l", new RuleValue.Sequence(items)));
            RuleProgram kept = warm.get(rule.digest(), () -> rule);
            String first = answer(kept, given);
            assertThat(answer(kept, given)).as("seed %d, again", seed).isEqualTo(first);
            assertThat(answer(RuleProgram.of(rule), given))
                    .as("seed %d, cold", seed)
                    .isEqualTo(first);
        }
    }

    @Test
    void holdsTheProgramsThatWereUsedLast() {
        RuleDefinition kept = rule(0);
        RuleProgram program = warm.get(kept.digest(), () -> kept);
        for (int i = 1; i < RULES; i++) {
            RuleDefinition other = rule(i);
            warm.get(other.digest(), () -> other);
            assertThat(warm.get(kept.digest(), () -> kept)).isSameAs(program);
        }
        assertThat(warm.size()).isEqualTo(64);
    }
}
