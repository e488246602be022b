package health.salus.fhir.record;

import java.time.Instant;

/// A stretch of time with both its ends in it.
public record TimeWindow(Instant from, Instant to) {
    public static final TimeWindow ALWAYS = new TimeWindow(Instant.MIN, Instant.MAX);

    public boolean contains(Instant time) {
        return !time.isBefore(from) && !time.isAfter(to);
    }

    /// What lies in both; nothing where they do not meet.
    public TimeWindow and(TimeWindow other) {
        return new TimeWindow(from.isAfter(other.from) ? from : other.from, to.isBefore(other.to) ? to : other.to);
    }
}
