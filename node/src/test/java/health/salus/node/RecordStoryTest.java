package health.salus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.access.Sessions;
import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Period;
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
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.Locality;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.local.LocalStore;
import health.salus.node.setup.MemberSetup;
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Author;
import health.salus.platform.network.Network;
import health.salus.platform.records.ReadResult;
import health.salus.platform.records.RecordChange;
import health.salus.platform.records.Submission;
import health.salus.platform.records.Written;
import health.salus.proof.membership.SignedGenesis;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.SignedTransaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first issue's story on a solo node, below the web interfaces: written, refused, permitted, read, withdrawn,
/// refused.
class RecordStoryTest {

    private static final MemberId MEMBER = new MemberId("north");
    private static final OrganisationId NORTH = new OrganisationId("north-hospital");
    private static final OrganisationId SOUTH = new OrganisationId("south-hospital");
    private static final PrincipalId NORTH_DOCTOR = new PrincipalId("doctor.north");
    private static final PrincipalId SOUTH_DOCTOR = new PrincipalId("doctor.south");
    private static final PrincipalId PATIENT = new PrincipalId("patient.1");
    private static final SubjectId SUBJECT = new SubjectId("00112233445566778899aabbccddeeff");
    private static final String OBSERVATION = Locality.of(SUBJECT).hex() + "-" + "ab".repeat(16);
    private static final Octets BYTES =
            Octets.utf8("{\"resourceType\":\"Observation\",\"id\":\"" + OBSERVATION + "\",\"status\":\"final\"}");

    @TempDir
    Path directory;

    private final SigningKey patientKey = InMemorySigningKey.generate(new SystemRandomSource());
    private NodeRuntime node;

    @BeforeEach
    void start() {
        MemberSetup setup = new MemberSetup(directory);
        var card = setup.init(
                new MemberSetup.Identity(MEMBER, NORTH, "North Hospital", 1),
                new MemberSetup.Addresses("127.0.0.1", 0, 0, 1),
                "solo");
        SignedGenesis genesis =
                MemberSetup.propose(new NetworkId("test"), List.of(card), Instant.parse("2026-01-01T00:00:00Z"));
        setup.install(setup.sign(genesis));
        node = NodeRuntime.start(NodeConfigFile.read(setup.configurationFile()));
        decide(new IdentityCommand.RegisterOrganisation(SOUTH, "South Hospital", MEMBER));
        decide(new IdentityCommand.RegisterPrincipal(NORTH_DOCTOR, PrincipalKind.PRACTITIONER, NORTH, List.of()));
        decide(new IdentityCommand.RegisterPrincipal(SOUTH_DOCTOR, PrincipalKind.PRACTITIONER, SOUTH, List.of()));
        decide(new IdentityCommand.RegisterPrincipal(
                PATIENT, PrincipalKind.PATIENT, NORTH, List.of(KeyRegistration.of(patientKey.verificationKey()))));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void isWrittenRefusedPermittedReadAndWithdrawn() {
        write();
        decideAs(NORTH_DOCTOR, new IdentityCommand.BindPatient(SUBJECT, PATIENT));

        assertThat(read(NORTH_DOCTOR, NORTH))
                .isInstanceOfSatisfying(
                        ReadResult.Found.class,
                        found -> assertThat(found.resource().bytes()).isEqualTo(BYTES));
        assertThat(read(SOUTH_DOCTOR, SOUTH))
                .isInstanceOfSatisfying(
                        ReadResult.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONSENT_DENIED));

        sign(new ConsentCommand.GiveConsent(
                new ConsentId("c1"),
                SUBJECT,
                1,
                Provision.of(Provision.Effect.PERMIT)
                        .to(Recipients.organisation(SOUTH))
                        .purposes(PurposeOfUse.TREAT)
                        .during(Period.until(Instant.now().plus(Duration.ofDays(30)))),
                new Evidence.Signed()));
        assertThat(read(SOUTH_DOCTOR, SOUTH)).isInstanceOf(ReadResult.Found.class);

        sign(new ConsentCommand.WithdrawConsent(new ConsentId("c1"), SUBJECT, new Evidence.Signed()));
        assertThat(read(SOUTH_DOCTOR, SOUTH)).isInstanceOf(ReadResult.Refused.class);
        node.settleDisclosures();
        assertThat(Sessions.of(node.network().state()).denials(SUBJECT, 0, 10))
                .as("each refusal once, by the contract or under the session")
                .extracting(denial -> denial.code())
                .containsExactly(ErrorCode.CONSENT_DENIED, ErrorCode.SESSION_REVOKED);
        Requester south = new Requester(author(SOUTH_DOCTOR), SOUTH, PurposeOfUse.TREAT);
        assertThatThrownBy(() -> node.reader().select(south, SUBJECT, _ -> true))
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_REVOKED));
    }

    @Test
    void repeatsGiveTheFirstAnswerAndConflictsAreRefused() {
        write();
        assertThatThrownBy(this::write)
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
    }

    @Test
    void whatIsDecidedLeavesNothingToSubmitAgain() {
        write();
        assertThat(outbox()).isEmpty();

        Submission.Idempotency key =
                new Submission.Idempotency(Digest.sha256(BYTES), Digest.sha256(Octets.utf8("request")));
        String other = Locality.of(SUBJECT).hex() + "-" + "cd".repeat(16);
        Written first = write(other, List.of(), Optional.of(key));
        assertThat(outbox()).hasSize(1);
        Written again = write(other, List.of(), Optional.of(key));
        assertThat(again.repeated()).isTrue();
        assertThat(again.transactionId()).isEqualTo(first.transactionId());
    }

    private List<Octets> outbox() {
        List<Octets> keys = new ArrayList<>();
        node.local().forEach(LocalStore.Space.OUTBOX, (key, _) -> keys.add(key));
        return keys;
    }

    private void write() {
        assertThat(write(OBSERVATION, List.of(SUBJECT), Optional.empty()).repeated())
                .isFalse();
    }

    private Written write(String id, List<SubjectId> enrolments, Optional<Submission.Idempotency> key) {
        return node.writer()
                .write(new Submission(
                        author(NORTH_DOCTOR),
                        NORTH,
                        List.of(new RecordChange.Put(
                                "Observation", id, 1, Optional.of(SUBJECT), TypeGroup.OBSERVATIONS, List.of(), BYTES)),
                        enrolments,
                        List.of(),
                        key));
    }

    private ReadResult read(PrincipalId who, OrganisationId organisation) {
        return node.reader()
                .current(new Requester(author(who), organisation, PurposeOfUse.TREAT), "Observation", OBSERVATION);
    }

    private void decide(IdentityCommand command) {
        Network network = node.network();
        network.decide(network.signAsMember(List.of(IdentityCommand.FORMAT.encode(command))))
                .orThrow();
    }

    private void decideAs(PrincipalId who, IdentityCommand command) {
        node.network()
                .decide(author(who), List.of(IdentityCommand.FORMAT.encode(command)))
                .orThrow();
    }

    private void sign(ConsentCommand command) {
        Command encoded = ConsentCommand.FORMAT.encode(command);
        Attestation attestation = new Attestation.PrincipalSigned(
                PATIENT, patientKey.verificationKey().id());
        Octets payload = node.network().unsigned(attestation, List.of(encoded)).encode();
        node.network()
                .decide(SignedTransaction.parse(
                        CoseSign1.sign(payload, patientKey).encode()))
                .orThrow();
    }

    private static Author author(PrincipalId who) {
        return new Author(who, "https://north.example", Digest.ZERO);
    }
}
