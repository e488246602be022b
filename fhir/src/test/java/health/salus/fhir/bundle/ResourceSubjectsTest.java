package health.salus.fhir.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.TypeGroup;
import health.salus.fhir.record.Subjects;
import health.salus.kernel.Octets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What was stored says whom it is about.
final class ResourceSubjectsTest {
    private final ResourceSubjects subjects = new ResourceSubjects();

    @Test
    void everyPatientOfTheCompartmentIsNamed() {
        Subjects found = subjects.of(Octets.utf8("""
                {"resourceType":"Appointment","id":"a","meta":{"security":[
                  {"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]},
                 "status":"booked","participant":[
                  {"actor":{"reference":"Patient/one"},"status":"accepted"},
                  {"actor":{"reference":"Practitioner/x"},"status":"accepted"},
                  {"actor":{"reference":"Patient\\/two"},"status":"accepted"}]}"""));
        assertThat(found.patients()).containsExactly("one", "two");
        assertThat(found.labels()).isEqualTo(Set.of(SecurityLabel.R));
        assertThat(found.group()).isEqualTo(TypeGroup.of("Appointment").orElseThrow());
    }

    @Test
    void aPatientIsAboutItself() {
        assertThat(subjects.of(Octets.utf8("{\"resourceType\":\"Patient\",\"id\":\"p\"}"))
                        .patients())
                .isEqualTo(List.of("p"));
    }
}
