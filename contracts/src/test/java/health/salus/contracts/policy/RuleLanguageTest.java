package health.salus.contracts.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.policy.RuleType.Form;
import health.salus.contracts.policy.RuleType.Scalar;
import health.salus.contracts.stage.WrittenRule;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What expressions of language 1 answer and cost. Both are part of the ledger: where a version of the library changes
/// a line of this table, it is another language.
class RuleLanguageTest {

    private static final List<NamedValue> GIVEN = List.of(
            NamedValue.of("s", "abc"),
            NamedValue.of("n", 7),
            NamedValue.of("zero", 0),
            NamedValue.of("yes", true),
            NamedValue.of("t", Instant.parse("2026-01-02T03:04:05.678Z")),
            new NamedValue("d", RuleValue.Span.of(Duration.ofMinutes(90))),
            new NamedValue(
                    "l",
                    new RuleValue.Sequence(
                            List.of(new RuleValue.Text("b"), new RuleValue.Text("a"), new RuleValue.Text("c")))),
            new NamedValue(
                    "m",
                    new RuleValue.Mapping(List.of(
                            new RuleValue.Entry("x", new RuleValue.Int(1)),
                            new RuleValue.Entry("y", new RuleValue.Int(2))))));

    private static RuleProgram program(String expression, RuleType type, long costLimit) {
        return RuleProgram.of(WrittenRule.of("vector", 1)
                .input("s", Scalar.STRING)
                .input("n", Scalar.INT)
                .input("zero", Scalar.INT)
                .input("yes", Scalar.BOOL)
                .input("t", Scalar.TIMESTAMP)
                .input("d", Scalar.DURATION)
                .input("l", Form.LIST, Scalar.STRING)
                .input("m", Form.MAP, Scalar.INT)
                .clause("answer", type, expression)
                .costLimit(costLimit)
                .expect(List.of(), List.of())
                .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "ONE;BOOL;n > 3 && yes;true;10",
                "ONE;BOOL;n / zero == 1 || yes;true;9",
                "ONE;BOOL;yes || n / zero == 1;true;7",
                "ONE;BOOL;n / zero == 1 && !yes;false;10",
                "ONE;INT;n / 2;3;8",
                "ONE;INT;-n / 2;-3;9",
                "ONE;INT;-n % 2;-1;9",
                "ONE;INT;yes ? n : zero;7;8",
                "ONE;INT;size(s) + s.size() + size(l) + size(m);11;21",
                "ONE;INT;int('-42') + int(t);1767323003;10",
                "ONE;INT;-9223372036854775808;-9223372036854775808;6",
                "ONE;STRING;s + string(n) + string(yes);'abc7true';12",
                "ONE;STRING;string(t) + ' ' + string(d);'2026-01-02T03:04:05.678Z 5400s';15",
                "ONE;BOOL;s.startsWith('ab') && s.endsWith('bc') && s.contains('b');true;20",
                "ONE;BOOL;'abcdefghijklmnopqrstuvwxyz'.contains('abcdefghijklmnopqrst');true;90",
                "ONE;BOOL;'a' in l && !('z' in l) && 'x' in m;true;25",
                "ONE;BOOL;l == ['b', 'a', 'c'] && l != ['a', 'b', 'c'];true;30",
                "ONE;BOOL;m == {'y': 2, 'x': 1};true;16",
                "ONE;BOOL;has(m.x) && !has(m.z) && m.x == 1 && m['y'] == 2;true;23",
                "ONE;BOOL;'ä' < 'b' || 'B' < 'a';true;12",
                "ONE;INT;size('añ😀');3;7",
                "ONE;BOOL;l.all(x, x < 'd') && l.exists(x, x == 'c');true;65",
                "ONE;BOOL;l.exists_one(x, x == 'a');true;34",
                "LIST;STRING;l.map(x, x + '!');['b!', 'a!', 'c!'];39",
                "LIST;STRING;l.filter(x, x != 'a');['b', 'c'];40",
                "LIST;STRING;l.map(x, x != 'a', x + x);['bb', 'cc'];44",
                "LIST;STRING;m.map(k, k);['x', 'y'];25",
                "LIST;STRING;l + ['d'];['b', 'a', 'c', 'd'];17",
                "MAP;INT;{'b': n, 'a': zero};{'a': 0, 'b': 7};12",
                "MAP;INT;m;{'x': 1, 'y': 2};8",
                "ONE;INT;l.map(x, l.filter(y, y < x).size())[2];2;125",
                "ONE;INT;t.getFullYear() * 10000 + t.getMonth() * 100 + t.getDate();20260002;17",
                "ONE;INT;t.getDayOfWeek() * 100 + t.getDayOfYear() + t.getDayOfMonth();502;15",
                "ONE;INT;t.getHours() * 10000000 + t.getMinutes() * 100000 + t.getSeconds() * 1000 + t.getMilliseconds();30405678;22",
                "ONE;INT;d.getHours() * 100000 + d.getMinutes() * 1000 + d.getSeconds();195400;17",
                "ONE;TIMESTAMP;t + d;2026-01-02T04:34:05.678Z;8",
                "ONE;TIMESTAMP;timestamp('2026-03-01T00:00:00+02:00');2026-02-28T22:00:00Z;8",
                "ONE;TIMESTAMP;timestamp(0);1970-01-01T00:00:00Z;7",
                "ONE;DURATION;t - timestamp('2026-01-01T00:00:00Z');PT27H4M5.678S;10",
                "ONE;DURATION;d + duration('1h30m0.5s');PT3H0.5S;9",
                "ONE;BOOL;t < timestamp('2027-01-01T00:00:00Z') && d >= duration('1h');true;15",
            })
    void answers(Form form, Scalar type, String expression, String answer, long cost) {
        RuleResult result = program(expression, new RuleType(form, type), WrittenRule.COST_LIMIT)
                .evaluate(GIVEN);
        assertThat(RuleWords.of(result.values().getFirst().value()) + " for " + result.cost())
                .isEqualTo(answer + " for " + cost);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "n / zero == 1;RULE_FAILED;a division by zero",
                "n % zero == 1;RULE_FAILED;a division by zero",
                "9223372036854775807 + n > 0;RULE_FAILED;a number leaves the range of 64 bits",
                "-9223372036854775808 - n > 0;RULE_FAILED;a number leaves the range of 64 bits",
                "9223372036854775807 * n > 0;RULE_FAILED;a number leaves the range of 64 bits",
                "-9223372036854775808 / (zero - 1) > 0;RULE_FAILED;a number leaves the range of 64 bits",
                "m['z'] == 1;RULE_FAILED;a map has no such key",
                "m.z == 1;RULE_FAILED;a map has no such key",
                "l[n] == 'a';RULE_FAILED;a list has no such item",
                "l[-1] == 'a';RULE_FAILED;a list has no such item",
                "int(s) == 1;RULE_FAILED;a text cannot be read as what it is taken for",
                "timestamp(s) == t;RULE_FAILED;a text cannot be read as what it is taken for",
                "duration(s) == d;RULE_FAILED;a text cannot be read as what it is taken for",
                "bool(s);RULE_FAILED;a text cannot be read as what it is taken for",
                "t + duration('2540400h') * 1 == t;INVALID_RULE;its expression is no rule",
                "timestamp('9999-12-31T23:59:59Z') + d == t;RULE_FAILED;an operation has no result",
                "timestamp(253402300800) == t;RULE_FAILED;",
                "{'a': 1, s + '': 2, 'abc': 3}.size() == 3;RULE_FAILED;",
            })
    void refuses(String expression, ErrorCode code, String detail) {
        assertThatThrownBy(() -> program(expression, RuleType.one(Scalar.BOOL), WrittenRule.COST_LIMIT)
                        .evaluate(GIVEN))
                .isInstanceOfSatisfying(SalusException.class, refused -> {
                    assertThat(refused.code()).as(refused.detail()).isEqualTo(code);
                    assertThat(refused.detail()).contains(detail == null ? "" : detail);
                });
    }
}
