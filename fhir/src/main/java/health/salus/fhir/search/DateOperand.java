package health.salus.fhir.search;

import com.fasterxml.jackson.databind.JsonNode;
import health.salus.fhir.record.TimeWindow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A date with a prefix (R4 search.html#date).
record DateOperand(Prefix prefix, TimeRange asked) implements Operand {
    /// The part of the time between now and a date by which `ap` is off: what R4 recommends.
    private static final int APPROXIMATION = 10;

    /// The operand, or null for what is not a date.
    static @Nullable DateOperand read(String text, Instant now) {
        Prefix.Prefixed value = Prefix.read(text);
        TimeRange range = TimeText.range(value.text());
        if (range == null) {
            return null;
        }
        if (value.prefix() != Prefix.AP) {
            return new DateOperand(value.prefix(), range);
        }
        long gap = Math.abs(TimeRange.at(now).from() - range.from());
        return new DateOperand(Prefix.AP, range.widened(gap / APPROXIMATION));
    }

    @Override
    public ValueTest against(ElementPath path) {
        return against(path.type());
    }

    private ValueTest against(String type) {
        return switch (type) {
            case "date", "dateTime", "instant", "Period", "Timing" ->
                value -> {
                    TimeRange range = range(type, value);
                    return range != null && matches(range);
                };
            default -> ValueTest.NEVER;
        };
    }

    boolean matches(TimeRange value) {
        return switch (prefix) {
            case EQ -> asked.contains(value);
            case NE -> !asked.contains(value);
            case GT -> value.to() > asked.to();
            case LT -> value.from() < asked.from();
            case GE -> value.to() > asked.to() || asked.contains(value);
            case LE -> value.from() < asked.from() || asked.contains(value);
            case SA -> value.from() >= asked.to();
            case EB -> value.to() <= asked.from();
            case AP -> asked.overlaps(value);
        };
    }

    /// Outside of which no instant matches.
    TimeWindow window() {
        Instant from = Instant.EPOCH.plus(asked.from(), ChronoUnit.MICROS);
        Instant to = Instant.EPOCH.plus(asked.to(), ChronoUnit.MICROS);
        return switch (prefix) {
            case EQ, AP -> new TimeWindow(from, to);
            case GT, GE, SA -> new TimeWindow(from, Instant.MAX);
            case LT, LE, EB -> new TimeWindow(Instant.MIN, to);
            case NE -> TimeWindow.ALWAYS;
        };
    }

    /// The time that a value of a type covers, or null where it says none.
    static @Nullable TimeRange range(String type, JsonNode value) {
        return switch (type) {
            case "date", "dateTime" -> range(value);
            case "instant" -> point(range(value));
            case "Period" -> period(value);
            case "Timing" -> timing(value);
            default -> null;
        };
    }

    private static @Nullable TimeRange range(JsonNode value) {
        String text = value.textValue();
        return text == null ? null : TimeText.range(text);
    }

    /// An instant is smaller than any stretch that could be asked for.
    private static @Nullable TimeRange point(@Nullable TimeRange range) {
        return range == null ? null : new TimeRange(range.from(), range.from() + 1);
    }

    private static @Nullable TimeRange period(JsonNode value) {
        JsonNode start = value.get("start");
        JsonNode end = value.get("end");
        TimeRange first = start == null ? null : range(start);
        TimeRange last = end == null ? null : range(end);
        if (first == null && last == null) {
            return null;
        }
        return new TimeRange(
                first == null ? TimeRange.OPEN_PAST : first.from(), last == null ? TimeRange.OPEN_FUTURE : last.to());
    }

    /// Only the outer limits of a schedule count.
    private static @Nullable TimeRange timing(JsonNode value) {
        TimeRange whole = null;
        JsonNode events = value.path("event");
        for (int i = 0; i < events.size(); i++) {
            TimeRange event = range(events.get(i));
            if (event != null) {
                whole = whole == null ? event : around(whole, event);
            }
        }
        TimeRange bounds = period(value.path("repeat").path("boundsPeriod"));
        return whole == null || bounds == null ? (whole == null ? bounds : whole) : around(whole, bounds);
    }

    private static TimeRange around(TimeRange one, TimeRange other) {
        return new TimeRange(Math.min(one.from(), other.from()), Math.max(one.to(), other.to()));
    }

    @Override
    public String normalised() {
        return prefix.code() + asked.from() + ".." + asked.to();
    }
}
