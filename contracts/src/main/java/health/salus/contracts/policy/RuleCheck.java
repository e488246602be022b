package health.salus.contracts.policy;

import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The whole check of a rule, as every member makes it before it takes the rule: its size, its types, its place, and
/// its tests with what they cost.
public final class RuleCheck {

    private final List<DecisionPoint> points;

    public RuleCheck(List<DecisionPoint> points) {
        this.points = List.copyOf(points);
    }

    /// What came of a test.
    ///
    /// @param found the answer in place of the expected one
    public record Trial(String name, long cost, Optional<String> found) {

        public boolean passed() {
            return found.isEmpty();
        }
    }

    /// Refused with `INVALID_RULE`, or for a limit.
    List<Trial> require(RuleDefinition rule) {
        List<Trial> trials = trials(rule);
        for (Trial trial : trials) {
            Require.that(
                    trial.passed(),
                    ErrorCode.INVALID_RULE,
                    rule.title() + ", test '" + trial.name() + "': "
                            + trial.found().orElse(""));
        }
        return trials;
    }

    /// What comes of every test; refused when the rule cannot be asked at all.
    public List<Trial> trials(RuleDefinition rule) {
        Require.atMost(RuleDefinition.MAX_BYTES, rule.encode().length(), "bytes in a rule with its tests");
        RuleProgram program = RuleProgram.of(rule);
        for (DecisionPoint point : points) {
            if (point.rule().equals(rule.id())) {
                point.check(rule);
            }
        }
        List<Trial> trials = new ArrayList<>();
        long cost = 0;
        for (RuleTest test : rule.tests()) {
            Trial trial = trial(program, test);
            trials.add(trial);
            cost += trial.cost();
            Require.atMost(Limits.MAX_COST_OF_TESTS, cost, "steps for all tests of a rule together");
        }
        return trials;
    }

    private static Trial trial(RuleProgram program, RuleTest test) {
        RuleDefinition rule = program.rule();
        Optional<String> unknown = test.given().stream()
                .map(NamedValue::name)
                .filter(name ->
                        rule.inputs().stream().noneMatch(input -> input.name().equals(name)))
                .findFirst();
        if (unknown.isPresent()) {
            return new Trial(test.name(), 0, Optional.of("the rule has no input " + unknown.get()));
        }
        Meter meter = program.newMeter();
        try {
            RuleResult result = program.evaluate(test.given(), meter);
            boolean expected = test.expected() instanceof RuleTest.Expectation.Results(List<NamedValue> values)
                    && sorted(values).equals(sorted(result.values()));
            return new Trial(
                    test.name(),
                    result.cost(),
                    expected ? Optional.empty() : Optional.of("answers " + words(result.values())));
        } catch (SalusException refused) {
            boolean expected =
                    test.expected() instanceof RuleTest.Expectation.Refusal(ErrorCode code) && code == refused.code();
            return new Trial(
                    test.name(),
                    meter.spent(),
                    expected ? Optional.empty() : Optional.of("is refused with " + refused.code()));
        }
    }

    private static List<NamedValue> sorted(List<NamedValue> values) {
        return values.stream().sorted(Comparator.comparing(NamedValue::name)).toList();
    }

    private static String words(List<NamedValue> values) {
        return String.join(
                ", ",
                values.stream()
                        .map(value -> value.name() + " = " + RuleWords.of(value.value()))
                        .toList());
    }
}
