package health.salus.node.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.portal.AccessTrail;
import health.salus.portal.AccessTrail.Outcome;
import health.salus.portal.Caller;
import health.salus.portal.ClinicianDesk;
import health.salus.portal.ClinicianDesk.Opening;
import health.salus.portal.ClinicianDesk.Patient;
import health.salus.portal.PatientRecord;
import health.salus.portal.PatientRecord.Document;
import health.salus.portal.PatientRecord.DocumentKey;
import health.salus.portal.PatientRecord.Query;
import health.salus.portal.PatientRecord.Reading;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.RecordKind;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Reading a record as the patient, and from a clinician's desk.
class RecordAndDeskTest extends PortTest {

    @Test
    void aPatientReadsTheOwnRecordInPages() {
        PortalNode.Person person = node.patient("Okafor", "Ines", 5);
        Reading first = port(PatientRecord.class)
                .read(person.caller(), person.subject(), new Query(Set.of(RecordKind.RESULTS), 0, 3));
        assertThat(first).isInstanceOfSatisfying(Reading.Opened.class, opened -> {
            assertThat(opened.documents())
                    .extracting(document -> document.key().id())
                    .containsExactly(
                            person.observation(5).id(),
                            person.observation(4).id(),
                            person.observation(3).id());
            assertThat(opened.documents().getFirst().author()).isEqualTo("North Hospital");
            assertThat(opened.counts()).containsEntry(RecordKind.RESULTS, 5).containsEntry(RecordKind.OTHER, 1);
            assertThat(opened.more()).isTrue();
        });
        Reading last = port(PatientRecord.class)
                .read(person.caller(), person.subject(), new Query(Set.of(RecordKind.RESULTS), 3, 3));
        assertThat(last).isInstanceOfSatisfying(Reading.Opened.class, opened -> {
            assertThat(opened.documents()).hasSize(2);
            assertThat(opened.more()).isFalse();
        });
    }

    @Test
    void oneDocumentIsThereOrNot() {
        PortalNode.Person person = node.patient("Okafor", "Jon", 1);
        PortalNode.Person other = node.patient("Okafor", "Kit", 1);
        assertThat(one(person.caller(), person, person.observation(1).id()))
                .isInstanceOfSatisfying(
                        Reading.Opened.class,
                        opened -> assertThat(opened.documents())
                                .extracting(Document::version)
                                .containsExactly("1"));
        assertThat(code(one(person.caller(), person, "unknown"))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(code(one(person.caller(), person, other.observation(1).id())))
                .as("another patient's document, under the own record's address")
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void whatIsAboutTwoPatientsNeedsThePermissionOfEach() {
        PortalNode.Person person = node.patient("Okafor", "Ola", 1);
        PortalNode.Person other = node.patient("Okafor", "Pia", 1);
        String appointment = node.appointment(person, other).id();
        DocumentKey key = new DocumentKey("Appointment", appointment);
        Caller south = node.south(PurposeOfUse.TREAT);
        permit(person, enrolled(person.caller()));
        assertThat(documents(south, person)).contains("Observation").doesNotContain("Appointment");
        assertThat(port(PatientRecord.class).readOne(south, person.subject(), key))
                .isInstanceOf(Reading.Refused.class);
        permit(other, enrolled(other.caller()));
        assertThat(documents(south, person)).contains("Appointment");
        assertThat(port(PatientRecord.class).readOne(south, person.subject(), key))
                .isInstanceOf(Reading.Opened.class);
    }

    private Set<String> documents(Caller caller, PortalNode.Person person) {
        assertThat(read(caller, person)).isInstanceOf(Reading.Opened.class);
        return ((Reading.Opened) read(caller, person))
                .documents().stream()
                        .map(document -> document.key().resourceType())
                        .collect(Collectors.toSet());
    }

    private Reading one(Caller caller, PortalNode.Person person, String id) {
        return port(PatientRecord.class).readOne(caller, person.subject(), new DocumentKey("Observation", id));
    }

    @Test
    void anotherPatientsRecordIsRefusedAndThePatientSeesIt() {
        PortalNode.Person person = node.patient("Okafor", "Lou", 1);
        PortalNode.Person other = node.patient("Okafor", "Mio", 1);
        assertThatThrownBy(() -> read(other.caller(), person))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TOKEN_FOR_ANOTHER_PATIENT));
        node.node().settleDisclosures();
        AccessTrail.Query refused =
                new AccessTrail.Query(Optional.of(Outcome.REFUSED), "", Optional.empty(), Optional.empty(), 0, 10);
        assertThat(port(AccessTrail.class)
                        .entries(person.caller(), person.subject(), refused)
                        .entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.refusal()).contains(ErrorCode.TOKEN_FOR_ANOTHER_PATIENT));
    }

    @Test
    void theDeskFindsItsOwnPatientsByTheBeginningsOfNames() {
        PortalNode.Person person = node.patient("Lindqvist", "Zoë", 0);
        node.patient("Lindner", "Marek", 0);
        ClinicianDesk desk = port(ClinicianDesk.class);
        Caller north = node.north(PurposeOfUse.TREAT);
        assertThat(desk.find(north, "lind"))
                .extracting(Patient::name)
                .containsExactlyInAnyOrder("Lindqvist, Zoë", "Lindner, Marek");
        assertThat(desk.find(north, "zoe LINDQ")).singleElement().satisfies(patient -> {
            assertThat(patient.subject()).isEqualTo(person.subject());
            assertThat(patient.born()).contains(LocalDate.parse("1970-01-01"));
            assertThat(patient.identifier()).startsWith("N-");
        });
        assertThat(desk.find(north, "lindgren")).isEmpty();
        assertThat(desk.find(north, "l")).as("one letter is everybody").isEmpty();
        assertThat(desk.find(node.south(PurposeOfUse.TREAT), "lind"))
                .as("another organisation's patients")
                .isEmpty();
        assertThat(desk.patient(node.south(PurposeOfUse.TREAT), person.subject()))
                .isEmpty();
        assertThatThrownBy(() -> desk.find(person.caller(), "lind")).isInstanceOf(SalusException.class);
    }

    @Test
    void whoIsConfinedToOnePatientIsToldOfNoOther() {
        PortalNode.Person person = node.patient("Confined", "Ada", 0);
        node.patient("Confined", "Ben", 0);
        ClinicianDesk desk = port(ClinicianDesk.class);
        Caller north = node.north(PurposeOfUse.TREAT);
        Caller confined = new Caller(
                north.principal(),
                north.organisation(),
                north.role(),
                north.purpose(),
                Optional.of(person.subject()),
                north.evidence());
        for (Caller first : List.of(confined, north, confined)) {
            assertThat(desk.find(first, "confined"))
                    .extracting(Patient::name)
                    .contains("Confined, Ada")
                    .hasSize(first.patient().isPresent() ? 1 : 2);
        }
    }

    @Test
    void aStrangerIsFoundByNumberAndNamedOnceThePatientPermits() {
        PortalNode.Person person = node.patient("Stranger", "Uma", 1);
        Caller south = node.south(PurposeOfUse.TREAT);
        ClinicianDesk desk = port(ClinicianDesk.class);
        String number =
                desk.find(node.north(PurposeOfUse.TREAT), "Stranger").getFirst().identifier();
        assertThat(desk.find(south, number)).singleElement().satisfies(patient -> {
            assertThat(patient.subject()).isEqualTo(person.subject());
            assertThat(patient.name()).isEmpty();
        });
        assertThat(desk.open(south, person.subject(), Optional.empty()))
                .isInstanceOfSatisfying(Opening.Refused.class, refused -> {
                    assertThat(refused.refusal().code()).isEqualTo(ErrorCode.CONSENT_DENIED);
                    assertThat(refused.refusal().receipt()).isPresent();
                });
        permit(person, enrolled(person.caller()));
        assertThat(desk.open(south, person.subject(), Optional.empty())).isInstanceOf(Opening.Opened.class);
        assertThat(desk.patient(south, person.subject()).orElseThrow().name()).isEqualTo("Stranger, Uma");
    }

    @Test
    void anEmergencyNeedsAReasonAndShowsToThePatient() {
        PortalNode.Person person = node.patient("Okafor", "Ned", 1);
        Caller south = node.south(PurposeOfUse.ETREAT);
        ClinicianDesk desk = port(ClinicianDesk.class);
        assertThatThrownBy(() -> read(south, person))
                .as("read without having opened it")
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.EMERGENCY_NOT_PERMITTED));
        assertThat(desk.open(south, person.subject(), Optional.empty())).isInstanceOf(Opening.Refused.class);
        assertThat(desk.open(south, person.subject(), Optional.of("unconscious after a fall")))
                .isInstanceOf(Opening.Opened.class);
        assertThat(read(south, person)).isInstanceOf(Reading.Opened.class);
        node.node().settleDisclosures();
        AccessTrail.Query emergencies =
                new AccessTrail.Query(Optional.of(Outcome.EMERGENCY), "", Optional.empty(), Optional.empty(), 0, 10);
        assertThat(port(AccessTrail.class)
                        .entries(person.caller(), person.subject(), emergencies)
                        .entries())
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(entry -> {
                    assertThat(entry.purpose()).contains(PurposeOfUse.ETREAT);
                    assertThat(entry.reader().organisation()).isEqualTo("South Hospital");
                });
        node.ahead(Duration.ofHours(5));
        assertThatThrownBy(() -> read(south, person)).as("hours later").isInstanceOf(SalusException.class);
    }
}
