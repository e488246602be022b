package health.salus.contracts.policy;

import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A value that a rule is asked with, or answers.
public sealed interface RuleValue {

    record Bool(boolean value) implements RuleValue {}

    record Int(long value) implements RuleValue {}

    record Text(String value) implements RuleValue {
        public Text {
            Require.atMost(Limits.MAX_TEXT_CHARACTERS, value.length(), "characters in a text");
        }
    }

    /// A point in time, within the years that CEL has.
    record Time(Instant value) implements RuleValue {

        private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

        public Time {
            Require.that(
                    !value.isBefore(FIRST) && !value.isAfter(LAST),
                    ErrorCode.MALFORMED,
                    "a timestamp lies in the years 1 to 9999");
        }
    }

    /// A length of time.
    record Span(long seconds, int nanos) implements RuleValue {

        /// Ten thousand years, as CEL has it.
        private static final long MAX_SECONDS = 315_576_000_000L;

        private static final int NANOS = 1_000_000_000;

        public Span {
            boolean usable = nanos >= 0 && nanos < NANOS && seconds >= -MAX_SECONDS && seconds < MAX_SECONDS;
            Require.that(usable, ErrorCode.MALFORMED, "a duration is at most ten thousand years");
        }

        public static Span of(Duration duration) {
            return new Span(duration.getSeconds(), duration.getNano());
        }

        Duration duration() {
            return Duration.ofSeconds(seconds, nanos);
        }
    }

    record Sequence(List<RuleValue> items) implements RuleValue {
        public Sequence {
            items = Limits.bounded(Limits.MAX_ITEMS, items, "items in a list");
        }
    }

    /// The entries in the order of their keys: a loop over them must take them in one order everywhere.
    record Mapping(List<Entry> entries) implements RuleValue {
        public Mapping {
            entries = Limits.bounded(Limits.MAX_ITEMS, entries, "entries in a map");
            for (int i = 1; i < entries.size(); i++) {
                boolean ascending =
                        entries.get(i - 1).key().compareTo(entries.get(i).key()) < 0;
                Require.that(ascending, ErrorCode.MALFORMED, "the keys of a map differ, and ascend");
            }
        }
    }

    record Entry(String key, RuleValue value) {
        public Entry {
            Require.atMost(Limits.MAX_TEXT_CHARACTERS, key.length(), "characters in a key");
        }
    }
}
