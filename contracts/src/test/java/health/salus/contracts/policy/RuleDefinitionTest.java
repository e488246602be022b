package health.salus.contracts.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.policy.RuleType.Form;
import health.salus.contracts.policy.RuleType.Scalar;
import health.salus.contracts.stage.WrittenRule;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What a definition and its values cannot be.
class RuleDefinitionTest {

    private static void refuses(ErrorCode code, ThrowingCallable making) {
        assertThatThrownBy(making)
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused ->
                                assertThat(refused.code()).as(refused.detail()).isEqualTo(code));
    }

    private static WrittenRule rule() {
        return WrittenRule.of("r", 1);
    }

    @Test
    void isReadAsItWasWritten() {
        RuleDefinition definition = rule().input("a", Form.MAP, Scalar.DURATION)
                .clause("b", Scalar.INT, "size(a)")
                .expect(
                        List.of(NamedValue.of("b", 1)),
                        List.of(new NamedValue(
                                "a",
                                new RuleValue.Mapping(
                                        List.of(new RuleValue.Entry("k", new RuleValue.Span(-1, 999_999_999)))))))
                .refuses(ErrorCode.MALFORMED, List.of(NamedValue.of("a", Instant.EPOCH)))
                .build();
        assertThat(RuleDefinition.decode(definition.encode())).isEqualTo(definition);
    }

    @Test
    void hasANameAVersionAndALanguage() {
        for (String name : List.of("", "Rule", "1st", "a/b", "a b", "a".repeat(65))) {
            refuses(ErrorCode.MALFORMED, () -> new RuleId(name));
        }
        refuses(
                ErrorCode.MALFORMED,
                () -> WrittenRule.of("r", 0)
                        .clause("a", Scalar.BOOL, "true")
                        .expect(true, List.of())
                        .build());
        RuleDefinition one =
                rule().clause("a", Scalar.BOOL, "true").expect(true, List.of()).build();
        refuses(
                ErrorCode.UNSUPPORTED_VERSION,
                () -> new RuleDefinition(one.id(), 1, 2, List.of(), one.clauses(), 1, one.tests()));
    }

    @Test
    void hasClausesAndTests() {
        refuses(ErrorCode.MALFORMED, () -> rule().expect(true, List.of()).build());
        refuses(
                ErrorCode.MALFORMED,
                () -> rule().clause("a", Scalar.BOOL, "true").build());
    }

    @Test
    void namesEachThingOnce() {
        refuses(ErrorCode.MALFORMED, () -> rule().input("Upper", Scalar.INT));
        refuses(ErrorCode.MALFORMED, () -> rule().input("@result", Scalar.INT));
        refuses(
                ErrorCode.MALFORMED,
                () -> rule().input("a", Scalar.INT)
                        .input("a", Scalar.BOOL)
                        .clause("a", Scalar.BOOL, "true")
                        .expect(true, List.of())
                        .build());
        refuses(
                ErrorCode.MALFORMED,
                () -> rule().clause("a", Scalar.BOOL, "true")
                        .clause("a", Scalar.BOOL, "true")
                        .expect(true, List.of())
                        .build());
        refuses(ErrorCode.MALFORMED, () -> rule().expect(true, List.of(NamedValue.of("a", 1), NamedValue.of("a", 2))));
    }

    @Test
    void staysWithinItsLimits() {
        String long_ = "true" + " ".repeat(Limits.MAX_EXPRESSION_CHARACTERS);
        refuses(ErrorCode.LIMIT_EXCEEDED, () -> rule().clause("a", Scalar.BOOL, long_));
        refuses(
                ErrorCode.LIMIT_EXCEEDED,
                () -> rule().clause("a", Scalar.BOOL, "true")
                        .costLimit(Limits.MAX_COST + 1)
                        .expect(true, List.of())
                        .build());
        WrittenRule inputs = rule().clause("a", Scalar.BOOL, "true").expect(true, List.of());
        WrittenRule clauses = rule().expect(true, List.of());
        WrittenRule tests = rule().clause("a", Scalar.BOOL, "true");
        for (int i = 0; i <= Limits.MAX_TESTS; i++) {
            inputs.input("i" + i, Scalar.INT);
            clauses.clause("c" + i, Scalar.BOOL, "true");
            tests.expect(true, List.of());
        }
        refuses(ErrorCode.LIMIT_EXCEEDED, inputs::build);
        refuses(ErrorCode.LIMIT_EXCEEDED, clauses::build);
        refuses(ErrorCode.LIMIT_EXCEEDED, tests::build);
    }

    @Test
    void holdsValuesWithinTheirs() {
        refuses(ErrorCode.LIMIT_EXCEEDED, () -> new RuleValue.Text("a".repeat(Limits.MAX_TEXT_CHARACTERS + 1)));
        refuses(
                ErrorCode.LIMIT_EXCEEDED,
                () -> new RuleValue.Sequence(Collections.nCopies(Limits.MAX_ITEMS + 1, new RuleValue.Int(1))));
        refuses(ErrorCode.MALFORMED, () -> new RuleValue.Time(Instant.MAX));
        refuses(ErrorCode.MALFORMED, () -> new RuleValue.Time(Instant.parse("0000-12-31T23:59:59Z")));
        refuses(ErrorCode.MALFORMED, () -> new RuleValue.Span(Long.MAX_VALUE, 0));
        refuses(ErrorCode.MALFORMED, () -> new RuleValue.Span(0, 1_000_000_000));
        RuleValue.Entry entry = new RuleValue.Entry("b", new RuleValue.Int(1));
        refuses(ErrorCode.MALFORMED, () -> new RuleValue.Mapping(List.of(entry, entry)));
        refuses(
                ErrorCode.MALFORMED,
                () -> new RuleValue.Mapping(List.of(entry, new RuleValue.Entry("a", new RuleValue.Int(1)))));
    }

    @Test
    void isRefusedWithThreeCodesOnly() {
        refuses(ErrorCode.MALFORMED, () -> rule().refuses(ErrorCode.INTERNAL, List.of()));
    }
}
