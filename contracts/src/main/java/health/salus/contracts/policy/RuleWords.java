package health.salus.contracts.policy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Says a value, shortly.
final class RuleWords {

    private static final int MAX_CHARACTERS = 40;

    private RuleWords() {}

    static String of(RuleValue value) {
        String words = switch (value) {
            case RuleValue.Bool(boolean flag) -> Boolean.toString(flag);
            case RuleValue.Int(long number) -> Long.toString(number);
            case RuleValue.Text(String text) -> "'" + text + "'";
            case RuleValue.Time(Instant time) -> time.toString();
            case RuleValue.Span span -> span.duration().toString();
            case RuleValue.Sequence(List<RuleValue> items) ->
                items.stream().map(RuleWords::of).collect(Collectors.joining(", ", "[", "]"));
            case RuleValue.Mapping(List<RuleValue.Entry> entries) ->
                entries.stream()
                        .map(entry -> "'" + entry.key() + "': " + of(entry.value()))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
        return words.codePointCount(0, words.length()) <= MAX_CHARACTERS
                ? words
                : words.substring(0, words.offsetByCodePoints(0, MAX_CHARACTERS)) + "..";
    }
}
