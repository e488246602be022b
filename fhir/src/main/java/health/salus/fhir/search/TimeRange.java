package health.salus.fhir.search;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A stretch of time, in microseconds since 1970 in UTC.
///
/// @param from the first in it
/// @param to the first after it
record TimeRange(long from, long to) {
    /// Earlier than any actual date: where a Period has no start.
    static final long OPEN_PAST = Long.MIN_VALUE;

    /// Later than any actual date: where a Period has no end.
    static final long OPEN_FUTURE = Long.MAX_VALUE;

    static TimeRange at(Instant instant) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        return new TimeRange(micros, micros + 1);
    }

    boolean contains(TimeRange other) {
        return from <= other.from && other.to <= to;
    }

    boolean overlaps(TimeRange other) {
        return from < other.to && other.from < to;
    }

    /// Both ends moved apart.
    TimeRange widened(long micros) {
        return new TimeRange(from - micros, to + micros);
    }
}
