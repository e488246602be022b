package health.salus.contracts.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Values as the library has them.
final class NativeValues {

    private NativeValues() {}

    static Object toNative(RuleValue value) {
        return switch (value) {
            case RuleValue.Bool(boolean flag) -> flag;
            case RuleValue.Int(long number) -> number;
            case RuleValue.Text(String text) -> text;
            case RuleValue.Time(Instant time) -> time;
            case RuleValue.Span span -> span.duration();
            case RuleValue.Sequence(List<RuleValue> items) ->
                items.stream().map(NativeValues::toNative).toList();
            case RuleValue.Mapping(List<RuleValue.Entry> entries) -> {
                TreeMap<String, Object> sorted = new TreeMap<>();
                entries.forEach(entry -> sorted.put(entry.key(), toNative(entry.value())));
                yield sorted;
            }
        };
    }

    /// Empty for what no rule answers with.
    static Optional<RuleValue> ofNative(Object value) {
        return switch (value) {
            case Boolean flag -> Optional.of(new RuleValue.Bool(flag));
            case Long number -> Optional.of(new RuleValue.Int(number));
            case String text -> Optional.of(new RuleValue.Text(text));
            case Instant time -> Optional.of(new RuleValue.Time(time));
            case Duration duration -> Optional.of(RuleValue.Span.of(duration));
            case List<?> items -> sequence(items);
            case Map<?, ?> entries -> mapping(entries);
            default -> Optional.empty();
        };
    }

    private static Optional<RuleValue> sequence(List<?> items) {
        List<RuleValue> values = new ArrayList<>();
        for (Object item : items) {
            ofNative(item).ifPresent(values::add);
        }
        return values.size() == items.size() ? Optional.of(new RuleValue.Sequence(values)) : Optional.empty();
    }

    private static Optional<RuleValue> mapping(Map<?, ?> entries) {
        TreeMap<String, RuleValue> sorted = new TreeMap<>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            if (entry.getKey() instanceof String key) {
                ofNative(entry.getValue()).ifPresent(value -> sorted.put(key, value));
            }
        }
        List<RuleValue.Entry> values = sorted.entrySet().stream()
                .map(entry -> new RuleValue.Entry(entry.getKey(), entry.getValue()))
                .toList();
        return values.size() == entries.size() ? Optional.of(new RuleValue.Mapping(values)) : Optional.empty();
    }
}
