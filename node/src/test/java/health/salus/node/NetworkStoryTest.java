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
import health.salus.contracts.records.TypeGroup;
import health.salus.crypto.CoseSign1;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.Locality;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.replica.GenesisState;
import health.salus.node.setup.MemberSetup;
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Author;
import health.salus.platform.network.Network;
import health.salus.platform.records.ReadResult;
import health.salus.platform.records.RecordChange;
import health.salus.platform.records.Submission;
import health.salus.platform.records.Written;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.membership.SignedGenesis;
import health.salus.proof.receipt.ReceiptVerifier;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.receipt.Verdict;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.SignedTransaction;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The story on four members with every real part: hashgraph consensus, mutual TLS, four custodians. One writes,
/// another reads.
class NetworkStoryTest {

    private static final List<String> NAMES = List.of("north", "east", "south", "west");
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
    private final List<NodeRuntime> nodes = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        List<MemberSetup> setups = new ArrayList<>();
        List<PublicCard> cards = new ArrayList<>();
        for (String name : NAMES) {
            MemberSetup setup = new MemberSetup(directory.resolve(name));
            cards.add(setup.init(
                    new MemberSetup.Identity(new MemberId(name), organisation(name), name + " hospital", 1),
                    new MemberSetup.Addresses("127.0.0.1", 0, freePort(), freePort()),
                    "hashgraph"));
            setups.add(setup);
        }
        SignedGenesis genesis =
                MemberSetup.propose(new NetworkId("four"), cards, Instant.parse("2026-01-01T00:00:00Z"));
        for (MemberSetup setup : setups) {
            genesis = setup.sign(genesis);
        }
        for (MemberSetup setup : setups) {
            setup.install(genesis);
            nodes.add(NodeRuntime.start(NodeConfigFile.read(setup.configurationFile())));
        }
    }

    @AfterEach
    void stop() {
        nodes.forEach(NodeRuntime::close);
    }

    @Test
    void oneMemberWritesAnotherReadsWhatThePatientPermits() {
        register(0, WRITER, PrincipalKind.PRACTITIONER, List.of());
        register(0, PATIENT, PrincipalKind.PATIENT, List.of(KeyRegistration.of(patientKey.verificationKey())));
        register(2, READER, PrincipalKind.PRACTITIONER, List.of());
        Written written = nodes.get(0)
                .writer()
                .write(new Submission(
                        author(WRITER),
                        organisation("north"),
                        List.of(new RecordChange.Put(
                                "Observation",
                                OBSERVATION,
                                1,
                                Optional.of(SUBJECT),
                                TypeGroup.OBSERVATIONS,
                                List.of(),
                                BYTES)),
                        List.of(SUBJECT),
                        List.of(),
                        Optional.empty()));
        Octets receipt = nodes.get(0).network().receipt(written.transactionId()).orElseThrow();
        TrustAnchor anchor = TrustAnchor.of(
                nodes.get(0).genesis().network(),
                GenesisState.memberSet(nodes.get(0).genesis()));
        assertThat(ReceiptVerifier.verify(receipt.toUtf8(), anchor)).isInstanceOf(Verdict.Verified.class);

        assertThat(read())
                .isInstanceOfSatisfying(
                        ReadResult.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONSENT_DENIED));
        decide(0, author(WRITER), new IdentityCommand.BindPatient(SUBJECT, PATIENT));
        permit();
        assertThat(read())
                .isInstanceOfSatisfying(
                        ReadResult.Found.class,
                        found -> assertThat(found.resource().bytes()).isEqualTo(BYTES));
        assertThat(nodes).allSatisfy(node -> assertThat(node.evidence().items()).isEmpty());
    }

    private ReadResult read() {
        Requester reader = new Requester(author(READER), organisation("south"), PurposeOfUse.TREAT);
        return nodes.get(2).reader().current(reader, "Observation", OBSERVATION);
    }

    private void permit() {
        Network network = nodes.get(0).network();
        ConsentCommand consent = new ConsentCommand.GiveConsent(
                new ConsentId("c1"),
                SUBJECT,
                1,
                Provision.of(Provision.Effect.PERMIT)
                        .to(Recipients.organisation(organisation("south")))
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

    private void register(int node, PrincipalId principal, PrincipalKind kind, List<KeyRegistration> keys) {
        Network network = nodes.get(node).network();
        IdentityCommand command =
                new IdentityCommand.RegisterPrincipal(principal, kind, organisation(NAMES.get(node)), keys);
        network.decide(network.signAsMember(List.of(IdentityCommand.FORMAT.encode(command))))
                .orThrow();
    }

    private void decide(int node, Author author, IdentityCommand command) {
        nodes.get(node)
                .network()
                .decide(author, List.of(IdentityCommand.FORMAT.encode(command)))
                .orThrow();
    }

    private static OrganisationId organisation(String name) {
        return new OrganisationId(name + "-hospital");
    }

    private static Author author(PrincipalId who) {
        return new Author(who, "https://salus.example", Digest.ZERO);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
