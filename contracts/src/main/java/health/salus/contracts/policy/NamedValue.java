package health.salus.contracts.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A value of an input or of a result.
public record NamedValue(String name, RuleValue value) {

    public NamedValue {
        Limits.checkName(name);
    }

    public static NamedValue of(String name, String text) {
        return new NamedValue(name, new RuleValue.Text(text));
    }

    public static NamedValue of(String name, long number) {
        return new NamedValue(name, new RuleValue.Int(number));
    }

    public static NamedValue of(String name, boolean flag) {
        return new NamedValue(name, new RuleValue.Bool(flag));
    }

    public static NamedValue of(String name, Instant time) {
        return new NamedValue(name, new RuleValue.Time(time));
    }

    static Optional<RuleValue> find(List<NamedValue> values, String name) {
        return values.stream()
                .filter(each -> each.name().equals(name))
                .map(NamedValue::value)
                .findFirst();
    }
}
