package health.salus.node.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.client.ClientConfig;
import health.salus.client.Credentials;
import health.salus.client.SalusClient;
import health.salus.client.api.Access;
import health.salus.client.api.SessionRequest;
import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.crypto.CoseSign1;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.platform.network.Network;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.SignedTransaction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What `/api` keeps from whoever has a token, and from whoever has none.
@TestInstance(Lifecycle.PER_CLASS)
class ApiLimitsTest {

    private static final PrincipalId ADAMS = new PrincipalId("dr.adams");
    private static final PrincipalId BRANDT = new PrincipalId("dr.brandt");
    private static final Provision TO_SOUTH =
            Provision.of(Provision.Effect.PERMIT).to(Recipients.organisation(OpenNode.SOUTH));

    private final List<SalusClient> clients = new ArrayList<>();
    private OpenNode node;
    private SalusClient north;
    private SalusClient south;
    private Person ana;
    private Person bea;

    private record Person(PrincipalId principal, String patient, SubjectId subject) {}

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        node = OpenNode.start(directory);
        node.register(ADAMS.value(), PrincipalKind.PRACTITIONER, OpenNode.NORTH);
        node.register(BRANDT.value(), PrincipalKind.PRACTITIONER, OpenNode.SOUTH);
        north = client(config(ADAMS));
        south = client(config(BRANDT));
        ana = person("ana");
        bea = person("bea");
    }

    private Person person(String name) throws IOException {
        String patient = id(north.fhir()
                .create("Patient", Octets.utf8("{\"resourceType\":\"Patient\"}"), name)
                .body());
        PrincipalId principal = node.register(name, PrincipalKind.PATIENT, OpenNode.NORTH);
        SubjectId subject = ResourceIds.subjectOf(patient);
        node.decide(new IdentityCommand.BindPatient(subject, principal));
        return new Person(principal, patient, subject);
    }

    private static String id(Octets resource) throws IOException {
        JsonNode tree = new ObjectMapper().readTree(resource.toArray());
        return tree.path("id").asText();
    }

    private ClientConfig config(PrincipalId principal) {
        return ClientConfig.of(node.address(), new Credentials.KeyAssertion(principal.value(), node.key(principal)));
    }

    private SalusClient client(ClientConfig config) {
        SalusClient client = SalusClient.of(config);
        clients.add(client);
        return client;
    }

    @AfterAll
    void close() {
        clients.forEach(SalusClient::close);
        node.close();
    }

    @Test
    void aTokenForOnePatientShowsNothingOfAnother() {
        SalusClient own = client(config(ana.principal()));
        assertThat(own.content("Patient", ana.patient(), 1).toUtf8()).contains("Patient");
        refused(() -> own.content("Patient", bea.patient(), 1), ErrorCode.TOKEN_FOR_ANOTHER_PATIENT);
        refused(() -> own.opening("Patient", bea.patient(), 1), ErrorCode.TOKEN_FOR_ANOTHER_PATIENT);
        refused(() -> own.consents(bea.subject()), ErrorCode.TOKEN_FOR_ANOTHER_PATIENT);
        assertThat(accesses(bea))
                .filteredOn(access -> access.reader().equals(ana.principal()))
                .hasSize(3)
                .allSatisfy(access -> assertThat(access.refusal()).contains("TOKEN_FOR_ANOTHER_PATIENT"));
    }

    @Test
    void aTokenShowsNoMoreThanItsScopes() {
        SalusClient narrow = client(config(ana.principal()).withScopes("patient/Immunization.r"));
        refused(() -> narrow.content("Patient", ana.patient(), 1), ErrorCode.INSUFFICIENT_SCOPE);
        refused(() -> narrow.opening("Patient", ana.patient(), 1), ErrorCode.INSUFFICIENT_SCOPE);
        refused(() -> narrow.recordVersions("Patient", ana.patient()), ErrorCode.INSUFFICIENT_SCOPE);
        refused(() -> narrow.consents(ana.subject()), ErrorCode.INSUFFICIENT_SCOPE);
        refused(
                () -> narrow.accesses(ana.subject(), Optional.empty(), Optional.empty(), Optional.empty()),
                ErrorCode.INSUFFICIENT_SCOPE);
        assertThat(narrow.subject(ana.subject()).subject()).isEqualTo(ana.subject());

        SalusClient writer = client(config(ADAMS).withScopes("user/Observation.c"));
        refused(() -> writer.subject(ana.subject()), ErrorCode.INSUFFICIENT_SCOPE);
        refused(() -> writer.subjects("urn:mrn|1"), ErrorCode.INSUFFICIENT_SCOPE);
        refused(() -> writer.openSession(session(ana, "TREAT", Optional.empty())), ErrorCode.INSUFFICIENT_SCOPE);
    }

    @Test
    void whatIsAboutTwoPatientsNeedsThePermissionOfEach() throws IOException {
        Octets appointment = Octets.utf8("""
                {"resourceType":"Appointment","status":"booked","participant":[
                 {"actor":{"reference":"Patient/%s"},"status":"accepted"},
                 {"actor":{"reference":"Patient/%s"},"status":"accepted"}]}""".formatted(ana.patient(), bea.patient()));
        String id = id(north.fhir().create("Appointment", appointment, "both").body());
        give(ana, "both");
        refused(() -> south.content("Appointment", id, 1), ErrorCode.CONSENT_DENIED);
        refused(() -> south.opening("Appointment", id, 1), ErrorCode.CONSENT_DENIED);
        give(bea, "both");
        assertThat(south.content("Appointment", id, 1).toUtf8()).contains("booked");
        assertThat(accesses(bea)).anySatisfy(access -> {
            assertThat(access.reader()).isEqualTo(BRANDT);
            assertThat(access.outcome()).isEqualTo("shown");
        });
        withdraw(ana, "both");
        withdraw(bea, "both");
    }

    @Test
    void aReceiptOfWhatANodeSignedIsForWhomItConcerns() throws IOException {
        Digest alone = north.recordVersions("Patient", ana.patient())
                .items()
                .getFirst()
                .transaction();
        SalusClient anyone = client(ClientConfig.of(node.address(), new Credentials.Anonymous()));
        SalusClient own = client(config(ana.principal()));
        assertThat(north.transactions().receipt(alone)).startsWith("salus receipt");
        assertThat(own.transactions().receipt(alone)).startsWith("salus receipt");
        assertThat(own.transactions().report(alone, Duration.ZERO).height()).isPresent();
        refused(() -> anyone.transactions().receipt(alone), ErrorCode.UNAUTHENTICATED);
        refused(() -> anyone.transactions().report(alone, Duration.ZERO), ErrorCode.UNAUTHENTICATED);
        refused(() -> south.transactions().receipt(alone), ErrorCode.NOT_AUTHORISED);

        Octets bundle = Octets.utf8("""
                {"resourceType":"Bundle","type":"transaction","entry":[
                 {"resource":{"resourceType":"Observation","status":"final","code":{"text":"a"},
                   "subject":{"reference":"Patient/%s"}},"request":{"method":"POST","url":"Observation"}},
                 {"resource":{"resourceType":"Observation","status":"final","code":{"text":"b"},
                   "subject":{"reference":"Patient/%s"}},"request":{"method":"POST","url":"Observation"}}]}""".formatted(ana.patient(), bea.patient()));
        JsonNode written = new ObjectMapper()
                .readTree(north.fhir().bundle(bundle, "two").body().toArray());
        String location = written.at("/entry/0/response/location").asText();
        String observation = location.replaceAll(".*Observation/([^/]+).*", "$1");
        Digest together = own.recordVersions("Observation", observation)
                .items()
                .getFirst()
                .transaction();
        assertThat(north.transactions().receipt(together)).startsWith("salus receipt");
        refused(() -> own.transactions().receipt(together), ErrorCode.NOT_AUTHORISED);

        Digest signed = give(ana, "receipt");
        assertThat(anyone.transactions().receipt(signed)).startsWith("salus receipt");
        withdraw(ana, "receipt");
    }

    @Test
    void anEmergencyStaysOpenForWhateverTheSamePersonAsksOfThisPatient() {
        SalusClient emergency = client(config(BRANDT).withPurpose("ETREAT"));
        refused(() -> emergency.fhir().read("Patient", ana.patient()), ErrorCode.CONSENT_DENIED);
        var opened = emergency.openSession(session(ana, "ETREAT", Optional.of("unconscious")));
        SalusClient another = client(config(BRANDT).withPurpose("ETREAT"));
        assertThat(another.fhir().read("Patient", ana.patient()).status()).isEqualTo(200);
        assertThat(another.content("Patient", ana.patient(), 1).toUtf8()).contains("Patient");
        refused(() -> another.fhir().read("Patient", bea.patient()), ErrorCode.CONSENT_DENIED);
        refused(() -> south.fhir().read("Patient", ana.patient()), ErrorCode.CONSENT_DENIED, ErrorCode.SESSION_REVOKED);
        assertThat(accesses(ana))
                .filteredOn(access -> access.outcome().equals("emergency"))
                .isNotEmpty()
                .allSatisfy(access -> assertThat(access.session()).contains(opened.session()));
        emergency.closeSession(opened.session());
        refused(() -> another.fhir().read("Patient", ana.patient()), ErrorCode.CONSENT_DENIED);
    }

    @Test
    void anotherPurposeThanTheTokensIsRefusedAndSeen() {
        refused(() -> south.openSession(session(bea, "HRESCH", Optional.empty())), ErrorCode.PURPOSE_NOT_PERMITTED);
        assertThat(accesses(bea)).anySatisfy(access -> {
            assertThat(access.refusal()).contains("PURPOSE_NOT_PERMITTED");
            assertThat(access.purpose()).isEqualTo("HRESCH");
        });
    }

    @Test
    void aTokenForOnePatientEndsNoConsentOfAnother() {
        give(bea, "of-bea");
        Octets deletion = Octets.utf8("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":"
                + "{\"method\":\"DELETE\",\"url\":\"Consent/of-bea\"}}]}");
        SalusClient own = client(config(ana.principal()));
        refused(() -> own.fhir().bundle(deletion, "delete-1"), ErrorCode.TOKEN_FOR_ANOTHER_PATIENT);
        withdraw(bea, "of-bea");
    }

    private static SessionRequest session(Person person, String purpose, Optional<String> reason) {
        return new SessionRequest(person.subject(), purpose, List.of(), Optional.empty(), reason);
    }

    private List<Access> accesses(Person person) {
        node.server().node().settleDisclosures();
        return client(config(person.principal()))
                .accesses(person.subject(), Optional.empty(), Optional.empty(), Optional.empty())
                .items();
    }

    private Digest give(Person person, String consent) {
        return sign(
                person,
                new ConsentCommand.GiveConsent(
                        new ConsentId(consent), person.subject(), 1, TO_SOUTH, new Evidence.Signed()));
    }

    private void withdraw(Person person, String consent) {
        sign(
                person,
                new ConsentCommand.WithdrawConsent(new ConsentId(consent), person.subject(), new Evidence.Signed()));
    }

    private Digest sign(Person person, ConsentCommand command) {
        Network network = node.server().node().network();
        var key = node.key(person.principal());
        Attestation attestation = new Attestation.PrincipalSigned(
                person.principal(), key.verificationKey().id());
        Octets payload = network.unsigned(attestation, List.of(ConsentCommand.FORMAT.encode(command)))
                .encode();
        return network.decide(
                        SignedTransaction.parse(CoseSign1.sign(payload, key).encode()))
                .orThrow()
                .transactionId();
    }

    private static void refused(ThrowingCallable call, ErrorCode... codes) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isIn((Object[]) codes));
    }
}
