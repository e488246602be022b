package health.salus.fhir.audit;

import health.salus.contracts.access.ShownGroup;
import java.util.List;
import java.util.Optional;

/// What an event was about.
///
/// @param patient the Patient, as a relative reference
/// @param resources the resources, as relative references, with their version where it is known
/// @param listed what stands for a list of resources that the ledger does not have
/// @param query the search, as it was asked
public record Shown(Optional<String> patient, List<String> resources, Optional<Listed> listed, Optional<String> query) {
    public Shown {
        resources = List.copyOf(resources);
    }

    /// Resources by no more than a name for all of them, and how many of each group of types they are.
    ///
    /// @param system of the name: of a digest, or of a segment
    public record Listed(String system, String value, List<ShownGroup> groups) {
        public Listed {
            groups = List.copyOf(groups);
        }
    }

    public static Shown of(String patient, String... resources) {
        return new Shown(Optional.of(patient), List.of(resources), Optional.empty(), Optional.empty());
    }

    public static Shown of(Optional<String> patient, Optional<Listed> listed) {
        return new Shown(patient, List.of(), listed, Optional.empty());
    }

    public Shown by(String search) {
        return new Shown(patient, resources, listed, Optional.of(search));
    }
}
