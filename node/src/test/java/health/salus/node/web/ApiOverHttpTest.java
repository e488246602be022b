package health.salus.node.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.client.Answer;
import health.salus.client.ClientConfig;
import health.salus.client.Credentials;
import health.salus.client.DocumentProof;
import health.salus.client.SalusClient;
import health.salus.client.Transactions;
import health.salus.client.api.Access;
import health.salus.client.api.Consent;
import health.salus.client.api.DocumentOpening;
import health.salus.client.api.Me;
import health.salus.client.api.RecordVersion;
import health.salus.client.api.SessionRequest;
import health.salus.client.api.TransactionState;
import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Content;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Period;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.TypeGroup;
import health.salus.crypto.CoseSign1;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.node.replica.GenesisState;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.SignedTransaction;
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

/// `/api` as the client library uses it, on a real node.
@TestInstance(Lifecycle.PER_CLASS)
class ApiOverHttpTest {

    private OpenNode node;
    private SalusClient north;
    private SalusClient south;
    private SalusClient own;
    private PrincipalId patient;
    private String patientId;
    private SubjectId subject;
    private TrustAnchor anchor;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        node = OpenNode.start(directory);
        north = node.client(node.register("dr.adams", PrincipalKind.PRACTITIONER, OpenNode.NORTH));
        south = node.client(node.register("dr.brandt", PrincipalKind.PRACTITIONER, OpenNode.SOUTH));
        Answer created = north.fhir()
                .create(
                        "Patient",
                        Octets.utf8("{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:mrn\",\"value\":"
                                + "\"4711\"}],\"birthDate\":\"1970-01-01\"}"),
                        "create-1");
        JsonNode stored = new ObjectMapper().readTree(created.body().toArray());
        patientId = stored.path("id").asText();
        subject = ResourceIds.subjectOf(patientId);
        patient = node.register("patient.1", PrincipalKind.PATIENT, OpenNode.NORTH);
        node.decide(new IdentityCommand.BindPatient(subject, patient));
        own = node.client(patient);
        anchor = TrustAnchor.of(
                node.server().node().genesis().network(),
                GenesisState.memberSet(node.server().node().genesis()));
    }

    @AfterAll
    void close() {
        List.of(north, south, own).forEach(SalusClient::close);
        node.close();
    }

    @Test
    void aNodeTellsAnyoneWhereItStands() {
        try (SalusClient anyone = SalusClient.of(ClientConfig.of(node.address(), new Credentials.Anonymous()))) {
            assertThat(anyone.status().phase()).isEqualTo("active");
            assertThat(anyone.status().finalSize()).isEqualTo(anyone.status().logSize());
            assertThat(anyone.network().members()).hasSize(1);
            assertThat(anyone.network().memberSet())
                    .isEqualTo(node.server().node().ledger().members().digest());
            assertThatThrownBy(anyone::me)
                    .isInstanceOfSatisfying(
                            SalusException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
        }
    }

    @Test
    void peopleAndPatientsAreDescribed() {
        Me me = own.me();
        assertThat(me.principal()).isEqualTo(patient);
        assertThat(me.kind()).isEqualTo("patient");
        assertThat(me.subject()).contains(subject);
        assertThat(me.keys()).hasSize(1).allMatch(key -> key.state().equals("in-force"));
        assertThat(north.organisations("South", Optional.empty()).items())
                .extracting(each -> each.organisation())
                .containsExactly(OpenNode.SOUTH);
        assertThat(north.subjects("urn:mrn|4711").items())
                .extracting(each -> each.subject())
                .containsExactly(subject);
        assertThat(south.subjects("urn:mrn|4711").items())
                .as("another organisation does not learn that the patient is known here")
                .isEmpty();
        assertThat(north.subject(subject).patient()).contains("Patient/" + patientId);
        assertThat(north.subject(subject).careOrganisations()).containsExactly(OpenNode.NORTH);
        assertRefused(() -> south.subject(subject), ErrorCode.NO_CARE_RELATION);
    }

    @Test
    void anOrganisationSeesWhomItRegistered() {
        assertThat(north.principals(Optional.empty(), Optional.empty()).items())
                .extracting(each -> each.principal().value() + " " + each.kind())
                .containsSubsequence("service.north service", "dr.adams practitioner", "patient.1 patient");
        assertThat(south.principals(Optional.of(OpenNode.SOUTH), Optional.empty())
                        .items())
                .singleElement()
                .satisfies(each -> assertThat(each.keys()).hasSize(1));
        assertThat(north.principal(patient).kind()).isEqualTo("patient");
        assertThat(own.principal(patient)).isEqualTo(north.principal(patient));
    }

    @Test
    void aConsentIsSignedListedUsedAndSeen() {
        ConsentId consent = new ConsentId("api-consent");
        Provision root = Provision.of(Provision.Effect.PERMIT)
                .to(Recipients.organisation(OpenNode.SOUTH))
                .purposes(PurposeOfUse.TREAT)
                .during(Period.until(Instant.parse("2040-01-01T00:00:00Z")))
                .except(Provision.of(Provision.Effect.DENY).about(Content.typeGroups(TypeGroup.CLAIMS)));
        SignedTransaction given =
                signed(new ConsentCommand.GiveConsent(consent, subject, 1, root, new Evidence.Signed()));

        Transactions.Proven proven = own.transactions().settle(given, anchor);
        assertThat(proven.fact().transaction().id()).isEqualTo(given.id());
        assertThat(own.transactions().send(given).state())
                .as("the same bytes again: the same report")
                .isEqualTo(TransactionState.FINAL);

        List<Consent> listed = own.consents(subject).items();
        assertThat(listed).hasSize(1);
        Consent.Version inForce = listed.getFirst().inForce().orElseThrow();
        assertThat(inForce.transaction()).isEqualTo(given.id());
        assertThat(inForce.evidence()).isEqualTo("signed");
        assertThat(inForce.root().purposes()).containsExactly("TREAT");
        assertThat(inForce.root().provisions().getFirst().content().typeGroups())
                .containsExactly("CLAIMS");

        var session =
                south.openSession(new SessionRequest(subject, "TREAT", List.of(), Optional.empty(), Optional.empty()));
        assertThat(session.consent()).contains("api-consent");
        assertThat(south.fhir().read("Patient", patientId).status()).isEqualTo(200);
        assertRefused(
                () -> south.openSession(
                        new SessionRequest(subject, "HRESCH", List.of(), Optional.empty(), Optional.empty())),
                ErrorCode.PURPOSE_NOT_PERMITTED);

        node.server().node().settleDisclosures();
        List<Access> seen = own.accesses(subject, Optional.empty(), Optional.empty(), Optional.empty())
                .items();
        assertThat(seen).anySatisfy(access -> {
            assertThat(access.outcome()).isEqualTo("shown");
            assertThat(access.organisation()).isEqualTo(OpenNode.SOUTH);
            assertThat(access.reader().value()).isEqualTo("dr.brandt");
            assertThat(access.transaction()).isPresent();
        });
        assertRefused(
                () -> north.accesses(subject, Optional.empty(), Optional.empty(), Optional.empty()),
                ErrorCode.NOT_AUTHORISED);

        south.closeSession(session.session());
        Transactions.Proven withdrawn = own.transactions()
                .settle(signed(new ConsentCommand.WithdrawConsent(consent, subject, new Evidence.Signed())), anchor);
        assertThat(withdrawn.text()).startsWith("salus receipt v1");
        assertThat(own.consents(subject).items().getFirst().inForce()).isEmpty();
        assertRefused(() -> south.fhir().read("Patient", patientId), ErrorCode.CONSENT_DENIED);
    }

    @Test
    void aDocumentProvesItselfWithItsOpening() {
        RecordVersion version =
                north.recordVersions("Patient", patientId).items().getFirst();
        assertThat(version.state()).isEqualTo(TransactionState.FINAL);
        DocumentOpening opening = north.opening("Patient", patientId, version.version());
        Octets content = north.content("Patient", patientId, version.version());
        Transactions.Proven proven =
                Transactions.prove(version.transaction(), north.transactions().receipt(version.transaction()), anchor);

        assertThat(DocumentProof.holds(proven.fact().transaction().transaction(), opening, content))
                .isTrue();
        Octets other = Octets.utf8(content.toUtf8().replace("1970", "1971"));
        assertThat(DocumentProof.holds(proven.fact().transaction().transaction(), opening, other))
                .isFalse();
    }

    @Test
    void whatCannotBeUsedIsRefusedWithAReason() {
        assertRefused(() -> north.recordVersions("Patient", "nobody"), ErrorCode.NOT_FOUND);
        assertRefused(() -> north.transactions().receipt(health.salus.kernel.Digest.ZERO), ErrorCode.NOT_FOUND);
        SignedTransaction forged = SignedTransaction.parse(CoseSign1.sign(
                        signed(new ConsentCommand.WithdrawConsent(
                                        new ConsentId("api-consent"), subject, new Evidence.Signed()))
                                .transaction()
                                .encode(),
                        node.key(new PrincipalId("dr.brandt")))
                .encode());
        assertRefused(() -> own.transactions().send(forged), ErrorCode.BAD_SIGNATURE);
    }

    private SignedTransaction signed(ConsentCommand command) {
        Attestation attestation = new Attestation.PrincipalSigned(
                patient, node.key(patient).verificationKey().id());
        Octets payload = node.server()
                .node()
                .network()
                .unsigned(attestation, List.of(ConsentCommand.FORMAT.encode(command)))
                .encode();
        return SignedTransaction.parse(
                CoseSign1.sign(payload, node.key(patient)).encode());
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
