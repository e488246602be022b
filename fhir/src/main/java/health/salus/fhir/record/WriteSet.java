package health.salus.fhir.record;

import java.util.List;
import java.util.Optional;

/// Changes submitted together.
///
/// @param atomic whether all are refused when one is
/// @param idempotencyKey the caller's name for this request: a repetition has no second effect
public record WriteSet(boolean atomic, Optional<String> idempotencyKey, List<Change> changes) {
    public WriteSet {
        changes = List.copyOf(changes);
    }
}
