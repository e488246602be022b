package health.salus.client.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.client.rule.RuleDefinition.Expectation;
import health.salus.client.rule.RuleDefinition.NamedValue;
import health.salus.client.rule.RuleType.Form;
import health.salus.client.rule.RuleType.Scalar;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {

    private static final String EVERY_TYPE = """
            {
              "rule": "claims.copay", "version": 7, "costLimit": 500,
              "inputs": {"b": "bool", "i": "int", "s": "string", "t": "timestamp", "d": "duration",
                         "l": "list(int)", "m": "map(string, string)"},
              "clauses": {"amount": {"type": "int", "cel": "i"}, "codes": {"type": "list(string)", "cel": "[s]"}},
              "tests": [
                {"name": "all", "expect": {"amount": -7, "codes": ["x"]},
                 "given": {"b": true, "i": -7, "s": "x", "t": "2026-01-31T08:00:00.5+01:00", "d": "-PT0.5S",
                           "l": [1, 9223372036854775807], "m": {"b": "2", "a": "1"}}},
                {"name": "none", "given": {}, "refused": "MALFORMED"}
              ]
            }
            """;

    private static RuleDefinition read(String json) {
        return RuleFile.read(Octets.utf8(json));
    }

    @Test
    void readsValuesOfEveryType() {
        RuleDefinition rule = read(EVERY_TYPE);
        assertThat(rule.id()).isEqualTo("claims.copay");
        assertThat(rule.version()).isEqualTo(7);
        assertThat(rule.language()).as("what a file does not say").isEqualTo(1);
        assertThat(rule.inputs())
                .extracting(RuleDefinition.Input::type)
                .contains(new RuleType(Form.LIST, Scalar.INT), new RuleType(Form.MAP, Scalar.STRING));
        assertThat(rule.tests().getFirst().given())
                .extracting(NamedValue::value)
                .containsExactly(
                        new RuleValue.Bool(true),
                        new RuleValue.Int(-7),
                        new RuleValue.Text("x"),
                        new RuleValue.Time(Instant.parse("2026-01-31T07:00:00.5Z")),
                        new RuleValue.Span(-1, 500_000_000),
                        new RuleValue.Sequence(List.of(new RuleValue.Int(1), new RuleValue.Int(Long.MAX_VALUE))),
                        new RuleValue.Mapping(List.of(
                                new RuleValue.Entry("a", new RuleValue.Text("1")),
                                new RuleValue.Entry("b", new RuleValue.Text("2")))));
        assertThat(rule.tests().getLast().expected()).isEqualTo(new Expectation.Refusal("MALFORMED"));
    }

    @Test
    void whatIsWrittenReadsTheSame() {
        RuleDefinition rule = read(EVERY_TYPE);
        assertThat(read(RuleFile.write(rule))).isEqualTo(rule);
        assertThat(RuleDefinition.decode(rule.encode())).isEqualTo(rule);
        assertThat(rule.digest()).isEqualTo(read(EVERY_TYPE).digest());
    }

    @Test
    void theSampleIsWrittenAsItIsRead() throws IOException {
        // Surefire runs in the module's folder.
        String sample = Files.readString(Path.of("..", "samples", "rules", "break-glass.json"));
        assertThat(RuleFile.write(read(sample))).isEqualTo(sample);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"costLimit\": 500|\"costLimit\": 500, \"costlimit\": 1|the rule.costlimit is not known here",
                "\"costLimit\": 500|\"costLimit\": 500, \"costLimit\": 1|the file is no JSON: line 2, column",
                "\"costLimit\": 500|\"costLimit\": 5.5|the rule.costLimit is no whole number",
                ", \"costLimit\": 500||the rule has no costLimit",
                "\"version\": 7|\"version\": \"7\"|the rule.version is no whole number",
                "\"i\": \"int\"|\"i\": \"double\"|the rule.inputs.i is no type: a type is bool, int",
                "list(int)|list(list(int))|the rule.inputs.l is no type",
                "map(string, string)|map(int, string)|the rule.inputs.m is no type",
                "\"cel\": \"i\"|\"cel\": 1|the rule.clauses.amount.cel is no string",
                "\"i\": -7|\"i\": -7.0|the rule.tests[0].given.i is not a whole number of 64 bits",
                "9223372036854775807|9223372036854775808|the rule.tests[0].given.l[1] is not a whole number of 64 bits",
                "\"b\": true|\"b\": \"true\"|the rule.tests[0].given.b is not true or false",
                "-PT0.5S|30m|the rule.tests[0].given.d is not a duration such as PT90M",
                "2026-01-31T|2026-31-01T|the rule.tests[0].given.t is not a time such as",
                "\"s\": \"x\"|\"q\": \"x\"|the rule.tests[0].given.q is no input of the rule",
                "\"amount\": -7|\"sum\": -7|the rule.tests[0].expect.sum is no clause of the rule",
                "\"given\": {}, |\"given\": {}, \"expect\": {}, |the rule.tests[1] says either what to expect",
                ", \"refused\": \"MALFORMED\"||the rule.tests[1] says either what to expect",
                "\"tests\": [|\"tests\": {}, \"x\": [|the rule.x is not known here",
            })
    void refusesWithThePlace(String part, String other, String detail) {
        assertThat(EVERY_TYPE).contains(part);
        assertThatThrownBy(() -> read(EVERY_TYPE.replace(part, other == null ? "" : other)))
                .isInstanceOfSatisfying(SalusException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED);
                    assertThat(refused.detail()).startsWith(detail);
                });
    }

    @Test
    void refusesWhatIsNoObjectOrTooLarge() {
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("the rule is no object");
        assertThatThrownBy(() -> read("")).hasMessageContaining("the rule is no object");
        assertThatThrownBy(() -> read(EVERY_TYPE + "{}")).hasMessageContaining("the file is no JSON");
        assertThatThrownBy(() -> read(" ".repeat(256 * 1024 + 1)))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }
}
