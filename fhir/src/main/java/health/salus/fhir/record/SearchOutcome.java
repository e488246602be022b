package health.salus.fhir.record;

import health.salus.kernel.ErrorCode;
import java.util.List;

/// What a search shows.
public sealed interface SearchOutcome {
    /// What the selection chose; it counts as shown.
    record Found(List<StoredResource> resources) implements SearchOutcome {
        public Found {
            resources = List.copyOf(resources);
        }
    }

    /// The caller may not search like this: the detail says what to add or to ask for.
    record Refused(ErrorCode code, String detail) implements SearchOutcome {}
}
