package health.salus.fhir.record;

import java.util.List;
import java.util.Optional;

/// Changes submitted together.
///
/// @param atomic whether all are refused when one is
public record WriteSet(boolean atomic, Optional<Idempotency> idempotency, List<Change> changes) {
    public WriteSet {
        changes = List.copyOf(changes);
    }
}
