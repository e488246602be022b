package health.salus.contracts.consent;

import java.time.Instant;
import java.util.Optional;

/// A stretch of time with both its ends in it, either of which may be open (FHIR R4 `Period`).
public record Period(Optional<Instant> start, Optional<Instant> end) {

    public static final Period ALWAYS = new Period(Optional.empty(), Optional.empty());

    public static Period until(Instant end) {
        return new Period(Optional.empty(), Optional.of(end));
    }

    public boolean contains(Instant time) {
        return start.filter(time::isBefore).isEmpty()
                && end.filter(time::isAfter).isEmpty();
    }
}
