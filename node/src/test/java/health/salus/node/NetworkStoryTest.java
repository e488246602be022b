package health.salus.node;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.crypto.CoseSign1;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.Locality;
import health.salus.node.replica.GenesisState;
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Network;
import health.salus.platform.records.ReadResult;
import health.salus.platform.records.Written;
import health.salus.proof.receipt.ReceiptVerifier;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.receipt.Verdict;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.SignedTransaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The story on four members with every real part: hashgraph consensus, mutual TLS, four custodians. One writes,
/// another reads.
class NetworkStoryTest {

    private static final PrincipalId WRITER = new PrincipalId("doctor.north");
    private static final PrincipalId READER = new PrincipalId("doctor.south");
    private static final PrincipalId PATIENT = new PrincipalId("patient.1");
    private static final SubjectId SUBJECT = new SubjectId("00112233445566778899aabbccddeeff");
    private static final String OBSERVATION = Locality.of(SUBJECT).hex() + "-" + "cd".repeat(16);
    private static final Octets BYTES =
            Octets.utf8("{\"resourceType\":\"Observation\",\"id\":\"" + OBSERVATION + "\",\"status\":\"final\"}");

    @TempDir
    Path directory;

    private final SigningKey patientKey = InMemorySigningKey.generate(new SystemRandomSource());
    private FourMembers members;

    @BeforeEach
    void start() throws IOException {
        members = new FourMembers(directory);
    }

    @AfterEach
    void stop() {
        members.close();
    }

    @Test
    void oneMemberWritesAnotherReadsWhatThePatientPermits() {
        members.register(0, WRITER, PrincipalKind.PRACTITIONER, List.of());
        members.register(0, PATIENT, PrincipalKind.PATIENT, List.of(KeyRegistration.of(patientKey.verificationKey())));
        members.register(2, READER, PrincipalKind.PRACTITIONER, List.of());
        Written written = members.write(0, WRITER, SUBJECT, OBSERVATION, BYTES);
        NodeRuntime north = members.node(0);
        Octets receipt = north.network().receipt(written.transactionId()).orElseThrow();
        TrustAnchor anchor = TrustAnchor.of(north.genesis().network(), GenesisState.memberSet(north.genesis()));
        assertThat(ReceiptVerifier.verify(receipt.toUtf8(), anchor)).isInstanceOf(Verdict.Verified.class);

        assertThat(read())
                .isInstanceOfSatisfying(
                        ReadResult.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONSENT_DENIED));
        members.decide(0, FourMembers.author(WRITER), new IdentityCommand.BindPatient(SUBJECT, PATIENT));
        permit();
        assertThat(read())
                .isInstanceOfSatisfying(
                        ReadResult.Found.class,
                        found -> assertThat(found.resource().bytes()).isEqualTo(BYTES));
        assertThat(members.nodes())
                .allSatisfy(node -> assertThat(node.evidence().items()).isEmpty());
    }

    private ReadResult read() {
        Requester reader =
                new Requester(FourMembers.author(READER), FourMembers.organisation("south"), PurposeOfUse.TREAT);
        return members.node(2).reader().current(reader, "Observation", OBSERVATION);
    }

    private void permit() {
        Network network = members.node(0).network();
        ConsentCommand consent = new ConsentCommand.GiveConsent(
                new ConsentId("c1"),
                SUBJECT,
                1,
                Provision.of(Provision.Effect.PERMIT)
                        .to(Recipients.organisation(FourMembers.organisation("south")))
                        .purposes(PurposeOfUse.TREAT),
                new Evidence.Signed());
        Attestation attestation = new Attestation.PrincipalSigned(
                PATIENT, patientKey.verificationKey().id());
        Octets payload = network.unsigned(attestation, List.of(ConsentCommand.FORMAT.encode(consent)))
                .encode();
        network.decide(SignedTransaction.parse(
                        CoseSign1.sign(payload, patientKey).encode()))
                .orThrow();
    }
}
