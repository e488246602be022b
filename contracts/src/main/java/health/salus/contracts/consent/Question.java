package health.salus.contracts.consent;

import health.salus.contracts.records.Cell;
import java.time.Instant;
import java.util.Optional;

/// May this reader, now, read resources of this type from this cell?
///
/// @param facts of one resource; without them the answer may depend on the resource
public record Question(Reader reader, Instant time, Cell cell, String resourceType, Optional<ResourceFacts> facts) {

    public Question withFacts(ResourceFacts known) {
        return new Question(reader, time, cell, resourceType, Optional.of(known));
    }
}
