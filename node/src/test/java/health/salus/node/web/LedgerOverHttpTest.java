package health.salus.node.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.client.Answer;
import health.salus.client.SalusClient;
import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What the ledger says, over HTTP on a real node: a token drafts a consent, a signature puts it in force, FHIR shows
/// what is enforced, and the patient reads what happened.
@TestInstance(Lifecycle.PER_CLASS)
class LedgerOverHttpTest {

    private OpenNode node;
    private SalusClient north;
    private SalusClient south;
    private PrincipalId patient;
    private String patientId;
    private int requests;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        node = OpenNode.start(directory);
        north = node.client(node.register("dr.adams", PrincipalKind.PRACTITIONER, OpenNode.NORTH));
        south = node.client(node.register("dr.brandt", PrincipalKind.PRACTITIONER, OpenNode.SOUTH));
        Answer created = north.fhir().create("Patient", Octets.utf8("{\"resourceType\":\"Patient\"}"), "p");
        patientId = tree(created).path("id").asText();
        patient = node.register("ana", PrincipalKind.PATIENT, OpenNode.NORTH);
        node.decide(new IdentityCommand.BindPatient(subject(), patient));
    }

    @AfterAll
    void close() {
        north.close();
        south.close();
        node.close();
    }

    private SubjectId subject() {
        return ResourceIds.subjectOf(patientId);
    }

    @Test
    void staffDraftThePatientSignsAndTheOtherHospitalReads() throws IOException {
        String place = "c-1";
        JsonNode drafted = tree(put(north, place, "south-hospital"));
        assertThat(drafted.path("status").asText()).isEqualTo("draft");
        assertThat(statuses(north, "patient=" + patientId + "&_id=c-1")).containsExactly("draft");
        refused(() -> south.fhir().read("Patient", patientId), ErrorCode.SESSION_REVOKED, ErrorCode.CONSENT_DENIED);

        sign(new ConsentCommand.SignDraft(new ConsentId(place), subject(), 1, new Evidence.Signed()));
        assertThat(south.fhir().read("Patient", patientId).status()).isEqualTo(200);
        JsonNode inForce = tree(north.fhir().read("Consent", place));
        assertThat(inForce.path("status").asText()).isEqualTo("active");
        assertThat(inForce.at("/category/0/text").asText()).isEqualTo("In my words");
        try (SalusClient own = node.client(patient)) {
            assertThat(statuses(own, "patient=" + patientId + "&status=active")).contains("active");
            sign(new ConsentCommand.WithdrawConsent(new ConsentId(place), subject(), new Evidence.Signed()));
            assertThat(tree(own.fhir().read("Consent", place)).path("status").asText())
                    .isEqualTo("inactive");
        }
        refused(() -> south.fhir().read("Patient", patientId), ErrorCode.SESSION_REVOKED, ErrorCode.CONSENT_DENIED);
    }

    @Test
    void whatThePatientSignedElsewhereIsAConsentHere() throws IOException {
        Provision root = Provision.of(Provision.Effect.DENY).to(Recipients.organisation(OpenNode.SOUTH));
        sign(new ConsentCommand.GiveConsent(new ConsentId("elsewhere"), subject(), 1, root, new Evidence.Signed()));
        try (SalusClient own = node.client(patient)) {
            JsonNode read = tree(own.fhir().read("Consent", "elsewhere"));
            assertThat(read.path("status").asText()).isEqualTo("active");
            assertThat(read.at("/patient/reference").asText()).isEqualTo("Patient/" + patientId);
            assertThat(read.at("/provision/actor/0/reference/identifier/value").asText())
                    .isEqualTo("south-hospital");
            node.server().node().settleDisclosures();
        }
        // With a session left from what was permitted before, a consent that is not permitted is not there.
        refused(
                () -> south.fhir().read("Consent", "elsewhere"),
                ErrorCode.NOT_FOUND,
                ErrorCode.SESSION_REVOKED,
                ErrorCode.CONSENT_DENIED);
        sign(new ConsentCommand.WithdrawConsent(new ConsentId("elsewhere"), subject(), new Evidence.Signed()));
    }

    @Test
    void whatCannotBeEnforcedIsNotStored() {
        refused(() -> put(north, "c-2", "nobody-known"), ErrorCode.CONSENT_NOT_ENFORCEABLE);
        refused(() -> north.fhir().read("Consent", "c-2"), ErrorCode.NOT_FOUND);
        refused(() -> put(south, "c-3", "south-hospital"), ErrorCode.NO_CARE_RELATION);
    }

    @Test
    void aDraftIsDroppedByWhoProposedIt() throws IOException {
        put(north, "c-4", "south-hospital");
        delete("c-4");
        refused(() -> north.fhir().read("Consent", "c-4"), ErrorCode.DELETED);
        put(north, "c-5", "south-hospital");
        sign(new ConsentCommand.SignDraft(new ConsentId("c-5"), subject(), 1, new Evidence.Signed()));
        refused(() -> delete("c-5"), ErrorCode.NOT_AUTHORISED);
        assertThat(tree(north.fhir().read("Consent", "c-5")).path("status").asText())
                .isEqualTo("active");
        sign(new ConsentCommand.WithdrawConsent(new ConsentId("c-5"), subject(), new Evidence.Signed()));
    }

    @Test
    void aDeletionHasATimeOfItsOwn() throws IOException {
        put(north, "c-6", "south-hospital");
        delete("c-6");
        JsonNode all = tree(north.fhir().history("Consent", "c-6"));
        assertThat(all.findValuesAsText("method")).containsExactly("DELETE", "POST");
        String deleted = all.at("/entry/0/response/lastModified").asText();
        assertThat(Instant.parse(deleted))
                .isAfter(Instant.parse(all.at("/entry/1/response/lastModified").asText()));
        assertThat(tree(north.fhir().search("Consent/c-6/_history", "_since=" + deleted))
                        .findValuesAsText("method"))
                .containsExactly("DELETE");
    }

    @Test
    void thePatientReadsWhatHappened() throws IOException {
        north.fhir().read("Patient", patientId);
        refused(
                () -> south.fhir().search("Observation", "patient=" + patientId),
                ErrorCode.SESSION_REVOKED,
                ErrorCode.CONSENT_DENIED);
        node.server().node().settleDisclosures();
        try (SalusClient own = node.client(patient)) {
            Answer answer = own.fhir().search("AuditEvent", "patient=" + patientId + "&_count=200");
            assertThat(new StructureChecker().check(answer.body().toArray()).issues())
                    .isEmpty();
            JsonNode found = tree(answer);
            assertThat(found.findValuesAsText("action")).contains("R", "E", "C");
            assertThat(found.findValuesAsText("outcomeDesc")).anyMatch(text -> text.startsWith("CONSENT_DENIED"));
            assertThat(found.toString())
                    .contains("\"value\":\"dr.adams\"")
                    .contains("\"value\":\"dr.brandt\"")
                    .contains("\"value\":\"south-hospital\"")
                    .contains("\"type\":\"DEMOGRAPHICS\",\"valueString\":\"1\"")
                    .contains("Patient/" + patientId);
            for (JsonNode entry : found.path("entry")) {
                JsonNode event = entry.path("resource");
                String id = event.path("id").asText();
                assertThat(tree(own.fhir().read("AuditEvent", id))).as(id).isEqualTo(event);
            }
            assertThat(tree(own.fhir().search("AuditEvent", "patient=" + patientId + "&date=lt2020"))
                            .path("total")
                            .asInt())
                    .isZero();
        }
        List<String> seen = tree(north.fhir().search("AuditEvent", "patient=" + patientId + "&_count=200"))
                .findValuesAsText("value");
        assertThat(seen).as("staff see what their own organisation did").contains("dr.adams");
        assertThat(seen).doesNotContain("dr.brandt");
        refused(
                () -> south.fhir().search("AuditEvent", "patient=" + patientId),
                ErrorCode.CONSENT_DENIED,
                ErrorCode.SESSION_REVOKED);
    }

    @Test
    void whatIsAboutTwoPatientsNeedsThePermissionOfEach() throws IOException {
        String other = tree(north.fhir().create("Patient", Octets.utf8("{\"resourceType\":\"Patient\"}"), "other"))
                .path("id")
                .asText();
        PrincipalId second = node.register("bea", PrincipalKind.PATIENT, OpenNode.NORTH);
        node.decide(new IdentityCommand.BindPatient(ResourceIds.subjectOf(other), second));
        String appointment = tree(north.fhir().create("Appointment", appointment(patientId, other), "both"))
                .path("id")
                .asText();
        assertThat(north.fhir().read("Appointment", appointment).status()).isEqualTo(200);
        assertThat(appointments(north, patientId)).isEqualTo(1);

        Provision permit = Provision.of(Provision.Effect.PERMIT).to(Recipients.organisation(OpenNode.SOUTH));
        ConsentId both = new ConsentId("both");
        sign(new ConsentCommand.GiveConsent(both, subject(), 1, permit, new Evidence.Signed()));
        refused(
                () -> south.fhir().read("Appointment", appointment),
                ErrorCode.SESSION_REVOKED,
                ErrorCode.CONSENT_DENIED);
        assertThat(appointments(south, patientId))
                .as("what one does not permit is not there")
                .isZero();
        node.sign(
                second,
                new ConsentCommand.GiveConsent(both, ResourceIds.subjectOf(other), 1, permit, new Evidence.Signed()));
        assertThat(south.fhir().read("Appointment", appointment).status()).isEqualTo(200);
        assertThat(appointments(south, patientId)).isEqualTo(1);

        node.server().node().settleDisclosures();
        try (SalusClient own = node.client(second)) {
            assertThat(tree(own.fhir().read("Consent", "both")).toString())
                    .as("each has a consent of this id: the own, not the older")
                    .contains("Patient/" + other);
            assertThat(tree(own.fhir().search("AuditEvent", "patient=" + other + "&action=R"))
                            .findValuesAsText("value"))
                    .as("the second patient sees who was shown it")
                    .contains("dr.brandt");
        }
        refused(
                () -> south.fhir().create("Appointment", appointment(patientId, other), "south"),
                ErrorCode.NO_CARE_RELATION);
        sign(new ConsentCommand.WithdrawConsent(both, subject(), new Evidence.Signed()));
    }

    private static Octets appointment(String one, String other) {
        return Octets.utf8("""
                {"resourceType":"Appointment","status":"booked","participant":[
                 {"actor":{"reference":"Patient/%s"},"status":"accepted"},
                 {"actor":{"reference":"Patient/%s"},"status":"accepted"}]}""".formatted(one, other));
    }

    private static int appointments(SalusClient client, String patient) throws IOException {
        return tree(client.fhir().search("Appointment", "patient=" + patient))
                .path("total")
                .asInt();
    }

    private Answer put(SalusClient client, String id, String recipient) {
        Octets consent = Octets.utf8("""
            {"resourceType":"Consent","id":"%s","status":"active",
             "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
             "category":[{"text":"In my words"}],"patient":{"reference":"Patient/%s"},
             "policyRule":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"OPTIN"}]},
             "provision":{"type":"permit",
              "actor":[{"role":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},
               "reference":{"reference":"Organization/%s"}}],
              "purpose":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"TREAT"}]}}""".formatted(id, patientId, recipient));
        return client.fhir().update("Consent", id, consent, Optional.empty(), "put-" + ++requests);
    }

    private void delete(String id) {
        Octets bundle = Octets.utf8("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":"
                + "{\"method\":\"DELETE\",\"url\":\"Consent/" + id + "\"}}]}");
        north.fhir().bundle(bundle, "delete-" + ++requests);
    }

    private static List<String> statuses(SalusClient client, String query) throws IOException {
        return tree(client.fhir().search("Consent", query)).findValuesAsText("status");
    }

    private void sign(ConsentCommand command) {
        node.sign(patient, command);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable request, ErrorCode... codes) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isIn((Object[]) codes));
    }

    private static JsonNode tree(Answer answer) throws IOException {
        assertThat(answer.status()).isIn(200, 201);
        return new ObjectMapper().readTree(answer.body().toArray());
    }
}
