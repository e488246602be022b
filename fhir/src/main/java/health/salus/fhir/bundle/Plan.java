package health.salus.fhir.bundle;

import health.salus.fhir.record.Change;
import java.util.List;

/// What a request comes to.
///
/// @param entries one for each entry, in its order
/// @param changes in the order in which they are to be made
public record Plan(List<Planned> entries, List<Change> changes) {
    public Plan {
        entries = List.copyOf(entries);
        changes = List.copyOf(changes);
    }
}
