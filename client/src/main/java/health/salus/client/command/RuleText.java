package health.salus.client.command;

import health.salus.client.rule.RuleDefinition;
import health.salus.client.rule.RuleDefinition.Expectation;
import health.salus.client.rule.RuleDefinition.NamedValue;
import health.salus.client.rule.RuleValue;
import health.salus.kernel.CborValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Says what a rule of the consortium is, whole, as it is signed and voted about.
public final class RuleText {

    private static final String INDENT = "  ";

    private RuleText() {}

    static List<String> lines(PolicyCommand command) {
        return switch (command) {
            case PolicyCommand.ProposeRule(RuleDefinition rule) -> {
                List<String> lines = new ArrayList<>();
                lines.add("propose rule " + name(rule) + ", content with SHA-256 "
                        + rule.digest().hex());
                lines.addAll(lines(rule));
                yield lines;
            }
        };
    }

    private static String name(RuleDefinition rule) {
        return TransactionText.plain(rule.id()) + " version " + rule.version();
    }

    /// The rule, indented.
    public static List<String> lines(RuleDefinition rule) {
        List<String> lines = new ArrayList<>();
        lines.add(INDENT + "written in language " + rule.language() + ", at most " + rule.costLimit()
                + " steps an evaluation");
        rule.inputs()
                .forEach(input ->
                        lines.add(INDENT + "asked with " + TransactionText.plain(input.name()) + ", " + input.type()));
        for (RuleDefinition.Clause clause : rule.clauses()) {
            lines.add(INDENT + "answers " + TransactionText.plain(clause.name()) + ", " + clause.type() + ", by");
            lines.add(INDENT + INDENT + quoted(clause.expression()));
        }
        for (RuleDefinition.Test test : rule.tests()) {
            lines.add(INDENT + "tested: " + quoted(test.name()) + " gives " + expected(test.expected()) + " for "
                    + values(test.given()));
        }
        return lines;
    }

    private static String expected(Expectation expected) {
        return switch (expected) {
            case Expectation.Results(List<NamedValue> values) -> values(values);
            case Expectation.Refusal(String code) -> "the refusal " + TransactionText.plain(code);
        };
    }

    private static String values(List<NamedValue> values) {
        return values.isEmpty()
                ? "nothing"
                : values.stream()
                        .map(each -> TransactionText.plain(each.name()) + " = " + value(each.value()))
                        .collect(Collectors.joining(", "));
    }

    private static String value(RuleValue value) {
        return switch (value) {
            case RuleValue.Bool(boolean flag) -> Boolean.toString(flag);
            case RuleValue.Int(long number) -> Long.toString(number);
            case RuleValue.Text(String text) -> quoted(text);
            case RuleValue.Time(Instant time) -> time.toString();
            case RuleValue.Span span -> span.duration().toString();
            case RuleValue.Sequence(List<RuleValue> items) ->
                items.stream().map(RuleText::value).collect(Collectors.joining(", ", "[", "]"));
            case RuleValue.Mapping(List<RuleValue.Entry> entries) ->
                entries.stream()
                        .map(entry -> quoted(entry.key()) + ": " + value(entry.value()))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    private static String quoted(String text) {
        return CborText.of(new CborValue.Text(text));
    }
}
