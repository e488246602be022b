package health.salus.fhir.audit;

import health.salus.kernel.Digest;
import java.util.List;
import java.util.Optional;

/// What an event was about.
///
/// @param patient the Patient, as a relative reference
/// @param resources the resources, as relative references, with their version where it is known
/// @param listed digest of the list of resources, where the node that answers does not have the list
/// @param count how many there were
/// @param query the search, as it was asked
public record Shown(
        Optional<String> patient, List<String> resources, Optional<Digest> listed, int count, Optional<String> query) {
    public Shown {
        resources = List.copyOf(resources);
    }

    public static Shown of(String patient, String... resources) {
        return new Shown(
                Optional.of(patient), List.of(resources), Optional.empty(), resources.length, Optional.empty());
    }

    public Shown by(String search) {
        return new Shown(patient, resources, listed, count, Optional.of(search));
    }
}
