package health.salus.contracts.stage;

import health.salus.contracts.policy.NamedValue;
import health.salus.contracts.policy.RuleClause;
import health.salus.contracts.policy.RuleDefinition;
import health.salus.contracts.policy.RuleId;
import health.salus.contracts.policy.RuleInput;
import health.salus.contracts.policy.RuleTest;
import health.salus.contracts.policy.RuleType;
import health.salus.contracts.policy.RuleType.Form;
import health.salus.contracts.policy.RuleType.Scalar;
import health.salus.kernel.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/// Writes rules for tests.
public final class WrittenRule {

    public static final RuleId BREAK_GLASS = new RuleId("access.break-glass");
    public static final long COST_LIMIT = 10_000;

    private final RuleId id;
    private final long version;
    private final List<RuleInput> inputs = new ArrayList<>();
    private final List<RuleClause> clauses = new ArrayList<>();
    private final List<RuleTest> tests = new ArrayList<>();
    private long costLimit = COST_LIMIT;

    private WrittenRule(RuleId id, long version) {
        this.id = id;
        this.version = version;
    }

    public static WrittenRule of(String id, long version) {
        return new WrittenRule(new RuleId(id), version);
    }

    /// A rule on emergencies, of purpose and seconds, that permits what the expression says.
    public static WrittenRule breakGlass(long version, String expression) {
        return of(BREAK_GLASS.value(), version)
                .input("purpose", Scalar.STRING)
                .input("seconds", Scalar.INT)
                .clause("permit", Scalar.BOOL, expression);
    }

    public static List<NamedValue> emergency(String purpose, long seconds) {
        return List.of(NamedValue.of("purpose", purpose), NamedValue.of("seconds", seconds));
    }

    public WrittenRule input(String name, Scalar type) {
        inputs.add(new RuleInput(name, RuleType.one(type)));
        return this;
    }

    public WrittenRule input(String name, Form form, Scalar of) {
        inputs.add(new RuleInput(name, new RuleType(form, of)));
        return this;
    }

    public WrittenRule clause(String name, Scalar type, String expression) {
        return clause(name, RuleType.one(type), expression);
    }

    public WrittenRule clause(String name, RuleType type, String expression) {
        clauses.add(new RuleClause(name, type, expression));
        return this;
    }

    public WrittenRule costLimit(long steps) {
        costLimit = steps;
        return this;
    }

    public WrittenRule expect(boolean permit, List<NamedValue> given) {
        return expect(List.of(NamedValue.of("permit", permit)), given);
    }

    public WrittenRule expect(List<NamedValue> results, List<NamedValue> given) {
        return test(given, new RuleTest.Expectation.Results(results));
    }

    public WrittenRule refuses(ErrorCode code, List<NamedValue> given) {
        return test(given, new RuleTest.Expectation.Refusal(code));
    }

    private WrittenRule test(List<NamedValue> given, RuleTest.Expectation expected) {
        tests.add(new RuleTest("example " + (tests.size() + 1), given, expected));
        return this;
    }

    public RuleDefinition build() {
        return new RuleDefinition(id, version, RuleDefinition.LANGUAGE, inputs, clauses, costLimit, tests);
    }
}
