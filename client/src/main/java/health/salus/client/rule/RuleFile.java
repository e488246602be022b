package health.salus.client.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.salus.client.rule.RuleDefinition.Clause;
import health.salus.client.rule.RuleDefinition.Expectation;
import health.salus.client.rule.RuleDefinition.Input;
import health.salus.client.rule.RuleDefinition.NamedValue;
import health.salus.client.rule.RuleDefinition.Test;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A rule as people write it: JSON, in the form of docs/formats/rule-file.md. What the form does not know is refused,
/// since a word that is passed over might have been meant.
public final class RuleFile {

    private static final int MAX_BYTES = 256 * 1024;
    private static final int LANGUAGE = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectWriter PRETTY = MAPPER.writer(SerializationFeature.INDENT_OUTPUT);

    private RuleFile() {}

    /// @throws SalusException `MALFORMED`, with the place in the file
    public static RuleDefinition read(Octets json) {
        if (json.length() > MAX_BYTES) {
            throw new SalusException(ErrorCode.TOO_LARGE, "the file of a rule has at most " + MAX_BYTES + " bytes");
        }
        try {
            return rule(MAPPER.readTree(json.toArray()));
        } catch (JsonProcessingException malformed) {
            String place = Optional.ofNullable(malformed.getLocation())
                    .map(at -> "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ")
                    .orElse("");
            throw new SalusException(
                    ErrorCode.MALFORMED, "the file is no JSON: " + place + malformed.getOriginalMessage(), malformed);
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes can always be read", impossible);
        }
    }

    private static RuleDefinition rule(JsonNode json) {
        FileObject file = FileObject.of(json, "the rule");
        file.requireKnown("rule", "version", "language", "inputs", "clauses", "costLimit", "tests");
        List<Input> inputs = new ArrayList<>();
        file.object("inputs").members().forEach(each -> inputs.add(new Input(each.name(), each.type())));
        List<Clause> clauses = new ArrayList<>();
        file.object("clauses").members().forEach(each -> clauses.add(clause(each.name(), each.object())));
        List<Test> tests = new ArrayList<>();
        file.items("tests").forEach(each -> tests.add(test(each, inputs, clauses)));
        return new RuleDefinition(
                file.text("rule"),
                file.integer("version"),
                file.has("language")
                        ? Math.toIntExact(Math.min(file.integer("language"), Integer.MAX_VALUE))
                        : LANGUAGE,
                inputs,
                clauses,
                file.integer("costLimit"),
                tests);
    }

    private static Clause clause(String name, FileObject clause) {
        clause.requireKnown("type", "cel");
        return new Clause(name, clause.member("type").type(), clause.text("cel"));
    }

    private static Test test(FileObject test, List<Input> inputs, List<Clause> clauses) {
        test.requireKnown("name", "given", "expect", "refused");
        if (test.has("expect") == test.has("refused")) {
            throw test.malformed("says either what to expect or with which code it is refused");
        }
        List<NamedValue> given = new ArrayList<>();
        for (FileObject.Member each : test.object("given").members()) {
            RuleType type = inputs.stream()
                    .filter(input -> input.name().equals(each.name()))
                    .map(Input::type)
                    .findFirst()
                    .orElseThrow(() -> each.malformed("is no input of the rule"));
            given.add(new NamedValue(each.name(), each.value(type)));
        }
        Expectation expectation =
                test.has("refused") ? new Expectation.Refusal(test.text("refused")) : results(test, clauses);
        return new Test(test.text("name"), given, expectation);
    }

    private static Expectation results(FileObject test, List<Clause> clauses) {
        List<NamedValue> values = new ArrayList<>();
        for (FileObject.Member each : test.object("expect").members()) {
            RuleType type = clauses.stream()
                    .filter(clause -> clause.name().equals(each.name()))
                    .map(Clause::type)
                    .findFirst()
                    .orElseThrow(() -> each.malformed("is no clause of the rule"));
            values.add(new NamedValue(each.name(), each.value(type)));
        }
        return new Expectation.Results(values);
    }

    /// The file of a rule. What [#read] makes of it are the same bytes of the ledger.
    public static String write(RuleDefinition rule) {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put("rule", rule.id());
        file.put("version", rule.version());
        file.put("language", rule.language());
        ObjectNode inputs = file.putObject("inputs");
        rule.inputs().forEach(input -> inputs.put(input.name(), input.type().toString()));
        ObjectNode clauses = file.putObject("clauses");
        rule.clauses()
                .forEach(clause -> clauses.putObject(clause.name())
                        .put("type", clause.type().toString())
                        .put("cel", clause.expression()));
        file.put("costLimit", rule.costLimit());
        var tests = file.putArray("tests");
        for (Test test : rule.tests()) {
            ObjectNode written = tests.addObject().put("name", test.name());
            values(written.putObject("given"), test.given());
            switch (test.expected()) {
                case Expectation.Results(List<NamedValue> values) -> values(written.putObject("expect"), values);
                case Expectation.Refusal(String code) -> written.put("refused", code);
            }
        }
        try {
            return PRETTY.writeValueAsString(file) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    private static void values(ObjectNode object, List<NamedValue> values) {
        values.forEach(each -> object.set(each.name(), ValueJson.write(each.value())));
    }
}
