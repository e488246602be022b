package health.salus.fhir.record;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Which versions of a resource are wanted.
///
/// @param since not older than this
/// @param before versions below this one: where the page before ended
/// @param limit at most so many
public record HistoryRange(Optional<Instant> since, OptionalLong before, int limit) {}
