package health.salus.node.fhir;

import health.salus.contracts.identity.Subjects;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The patients of one request: each is looked up once, however many resources are about it.
final class Patients {

    private final StateReader state;
    private final Map<String, SubjectId> known = new HashMap<>();
    private final Set<SubjectId> unknown = new LinkedHashSet<>();

    Patients(StateReader state) {
        this.state = state;
    }

    /// The pseudonym of the Patient with an id.
    SubjectId subject(String patientId) {
        return known.computeIfAbsent(patientId, id -> {
            SubjectId subject = PlatformRecordService.subjectOf(id);
            if (Subjects.of(state).find(subject).isEmpty()) {
                unknown.add(subject);
            }
            return subject;
        });
    }

    /// Those whom the organisation meets for the first time.
    List<SubjectId> toEnrol() {
        return List.copyOf(unknown);
    }
}
