package health.salus.node.fhir;

import static health.salus.node.fhir.TwoHospitals.NORTH_DOCTOR;
import static health.salus.node.fhir.TwoHospitals.SOUTH_DOCTOR;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Candidates;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.SearchOutcome;
import health.salus.fhir.record.StoredResource;
import health.salus.fhir.record.WriteOutcome;
import health.salus.kernel.Octets;
import health.salus.node.local.LocalStore.Space;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The directory is found by what the ledger says, whatever became of this node's own notes.
class DirectorySearchTest {

    @Test
    void everyOrganisationsDirectoryIsFoundAfterALossOfLocalNotes(@TempDir Path directory) {
        try (TwoHospitals hospitals = new TwoHospitals(directory)) {
            List<ResourceId> written = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                written.add(ward(hospitals, i % 2 == 0 ? NORTH_DOCTOR : SOUTH_DOCTOR, "ward-" + i));
            }
            List<Octets> notes = new ArrayList<>();
            hospitals.node().local().forEach(Space.DIRECTORY, (key, _) -> notes.add(key));
            hospitals.node().local().remove(Space.DIRECTORY, notes);

            assertThat(found(hospitals, "Location")).containsExactlyInAnyOrderElementsOf(written);
            assertThat(found(hospitals, "Practitioner")).isEmpty();
            DirectorySearch twoAtOnce = new DirectorySearch(
                    hospitals.node().network(), hospitals.node().reader(), 2);
            assertThat(ids(twoAtOnce.search(Candidates.ofType("Location"))))
                    .containsExactlyInAnyOrderElementsOf(written);
        }
    }

    @Test
    void onlyWhatIsAboutNobodyIsLookedForThere() {
        assertThat(Stream.of("Practitioner", "Location", "ValueSet", "Schedule", "Medication"))
                .allMatch(DirectorySearch::holds);
        assertThat(Stream.of("Patient", "Observation", "Condition", "MedicationRequest"))
                .noneMatch(DirectorySearch::holds);
    }

    private static ResourceId ward(TwoHospitals hospitals, Caller author, String name) {
        ResourceId id = new ResourceId("Location", name);
        assertThat(hospitals.create(author, id, name)).isInstanceOf(WriteOutcome.Accepted.class);
        return id;
    }

    private static List<ResourceId> found(TwoHospitals hospitals, String type) {
        SearchOutcome outcome = hospitals.records().search(NORTH_DOCTOR, Candidates.ofType(type), visible -> visible);
        assertThat(outcome).isInstanceOf(SearchOutcome.Found.class);
        return ids(((SearchOutcome.Found) outcome).resources());
    }

    private static List<ResourceId> ids(List<StoredResource> resources) {
        return resources.stream().map(StoredResource::id).toList();
    }
}
