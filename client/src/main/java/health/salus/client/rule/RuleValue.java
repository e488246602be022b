package health.salus.client.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A value that a rule is asked with, or answers.
public sealed interface RuleValue {

    record Bool(boolean value) implements RuleValue {}

    record Int(long value) implements RuleValue {}

    record Text(String value) implements RuleValue {}

    record Time(Instant value) implements RuleValue {}

    /// A length of time; `nanos` from 0 up, as [Duration] has it.
    record Span(long seconds, int nanos) implements RuleValue {

        public static Span of(Duration duration) {
            return new Span(duration.getSeconds(), duration.getNano());
        }

        public Duration duration() {
            return Duration.ofSeconds(seconds, nanos);
        }
    }

    record Sequence(List<RuleValue> items) implements RuleValue {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /// The entries in the order of their keys.
    record Mapping(List<Entry> entries) implements RuleValue {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    record Entry(String key, RuleValue value) {}
}
