package health.salus.node.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.client.SalusClient;
import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Content;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// That something was deleted, and when, is told to whom what was deleted could be shown.
@TestInstance(Lifecycle.PER_CLASS)
class DeletionsOverHttpTest {

    private static final Provision PERMIT =
            Provision.of(Provision.Effect.PERMIT).to(Recipients.organisation(OpenNode.SOUTH));

    private OpenNode node;
    private SalusClient north;
    private SalusClient south;

    @BeforeAll
    void open(@TempDir Path directory) {
        node = OpenNode.start(directory);
        north = node.client(node.register("dr.adams", PrincipalKind.PRACTITIONER, OpenNode.NORTH));
        south = node.client(node.register("dr.brandt", PrincipalKind.PRACTITIONER, OpenNode.SOUTH));
    }

    @AfterAll
    void close() {
        north.close();
        south.close();
        node.close();
    }

    private record Patient(PrincipalId principal, String id) {}

    @Test
    void aPermissionForOtherTypesOfTheGroupDoesNotTellOfIt() throws IOException {
        Patient carl = patient("carl");
        String appointment = deletedAppointment(carl, carl);
        permit(carl, PERMIT.about(new Content(List.of("Encounter"), List.of(), List.of(), List.of())));
        refused(south, appointment, ErrorCode.NOT_COVERED_BY_SESSION);
        refused(north, appointment, ErrorCode.DELETED);
    }

    @Test
    void eachPatientIsAskedAndSeesWhoWasTold() throws IOException {
        Patient ana = patient("ana");
        Patient bea = patient("bea");
        String appointment = deletedAppointment(ana, bea);
        permit(ana, PERMIT);
        refused(south, appointment, ErrorCode.CONSENT_DENIED);
        permit(bea, PERMIT);
        refused(south, appointment, ErrorCode.DELETED);
        node.server().node().settleDisclosures();
        for (Patient patient : List.of(ana, bea)) {
            try (SalusClient own = node.client(patient.principal())) {
                assertThat(own.fhir()
                                .search("AuditEvent", "patient=" + patient.id() + "&action=R")
                                .body()
                                .toUtf8())
                        .contains("dr.brandt");
            }
        }
    }

    private Patient patient(String name) throws IOException {
        String id = create("Patient", "{\"resourceType\":\"Patient\"}", name);
        PrincipalId principal = node.register(name, PrincipalKind.PATIENT, OpenNode.NORTH);
        node.decide(new IdentityCommand.BindPatient(ResourceIds.subjectOf(id), principal));
        return new Patient(principal, id);
    }

    private String deletedAppointment(Patient one, Patient other) throws IOException {
        String key = one.id() + other.id();
        String id = create("Appointment", """
                {"resourceType":"Appointment","status":"booked","participant":[
                 {"actor":{"reference":"Patient/%s"},"status":"accepted"},
                 {"actor":{"reference":"Patient/%s"},"status":"accepted"}]}""".formatted(one.id(), other.id()), key);
        Octets deletion = Octets.utf8("""
                {"resourceType":"Bundle","type":"transaction","entry":[
                 {"request":{"method":"DELETE","url":"Appointment/%s"}}]}""".formatted(id));
        north.fhir().bundle(deletion, "delete-" + key);
        return id;
    }

    private String create(String type, String resource, String key) throws IOException {
        Octets created =
                north.fhir().create(type, Octets.utf8(resource), type + key).body();
        return new ObjectMapper().readTree(created.toArray()).path("id").asText();
    }

    private void permit(Patient patient, Provision rule) {
        node.sign(
                patient.principal(),
                new ConsentCommand.GiveConsent(
                        new ConsentId(patient.principal().value()),
                        ResourceIds.subjectOf(patient.id()),
                        1,
                        rule,
                        new Evidence.Signed()));
    }

    private static void refused(SalusClient client, String appointment, ErrorCode code) {
        assertThatThrownBy(() -> client.fhir().read("Appointment", appointment))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
