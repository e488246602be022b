package health.salus.fhir.record;

import java.util.Optional;
import java.util.Set;

/// What a search could mean, for narrowing down what has to be opened. Each criterion that is there narrows.
///
/// @param type the resource type
/// @param ids logical ids, any of them; empty for any at all
/// @param patients ids of Patients, any of whom the resource is about; empty where the query names none
/// @param identifier an identifier that the resource carries
/// @param window outside of which its `date` does not lie
public record Candidates(
        String type, Set<String> ids, Set<String> patients, Optional<IdentifierToken> identifier, TimeWindow window) {
    public Candidates {
        ids = Set.copyOf(ids);
        patients = Set.copyOf(patients);
    }

    public static Candidates ofType(String type) {
        return new Candidates(type, Set.of(), Set.of(), Optional.empty(), TimeWindow.ALWAYS);
    }
}
