package health.salus.node.replica;

import static health.salus.node.replica.BadTransactionScene.EVIDENCE;
import static health.salus.node.replica.BadTransactionScene.PATIENT;
import static health.salus.node.replica.BadTransactionScene.SUBJECT;
import static health.salus.node.replica.BadTransactionScene.by;
import static health.salus.node.replica.BadTransactionScene.command;
import static health.salus.node.replica.BadTransactionScene.harmless;
import static health.salus.node.replica.BadTransactionScene.signed;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.ConsentRecord;
import health.salus.contracts.consent.Consents;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SubjectId;
import health.salus.platform.network.Author;
import health.salus.platform.network.Decision;
import health.salus.platform.network.Network;
import health.salus.proof.receipt.ReceiptVerifier;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.receipt.Verdict;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.SignedTransaction;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is admitted, and refused by a contract: it stands in the log with its code, can be proven, and leaves the state
/// as it was.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedTransactionsTest {

    private static final ConsentId CONSENT = new ConsentId("c1");
    private static final Author FOR_PATIENT = new Author(PATIENT, "https://north.example", Digest.ZERO);

    private SoloLedger ledger;
    private BadTransactionScene scene;

    @BeforeAll
    void open(@TempDir Path directory) {
        ledger = new SoloLedger(directory);
        scene = new BadTransactionScene(ledger);
    }

    @AfterAll
    void close() {
        ledger.close();
    }

    /// One line of the table.
    record Refusal(
            String name, ErrorCode code, BiFunction<BadTransactionScene, Network, SignedTransaction> transaction) {
        @Override
        public String toString() {
            return name + " -> " + code;
        }
    }

    static Stream<Refusal> refusals() {
        return Stream.of(
                refusal(
                        "a consent signed by the hospital's service instead of the patient",
                        ErrorCode.NOT_AUTHORISED,
                        (_, network) -> network.signAsMember(List.of(consent(1)))),
                refusal(
                        "the withdrawal of a consent that nobody gave",
                        ErrorCode.UNKNOWN_CONSENT,
                        (_, network) -> network.assertFor(
                                FOR_PATIENT,
                                List.of(ConsentCommand.FORMAT.encode(new ConsentCommand.WithdrawConsent(
                                        new ConsentId("none"), SUBJECT, new Evidence.Signed()))))),
                refusal(
                        "a patient's key revoked with a mere token",
                        ErrorCode.SIGNATURE_REQUIRED,
                        (s, network) -> network.assertFor(
                                FOR_PATIENT,
                                List.of(command(new IdentityCommand.RevokeKey(
                                        PATIENT, s.patientKey.verificationKey().id()))))),
                refusal(
                        "an organisation that another member hosts",
                        ErrorCode.NOT_AUTHORISED,
                        (_, network) -> network.signAsMember(List.of(command(new IdentityCommand.RegisterOrganisation(
                                new OrganisationId("clinic"), "Clinic", SoloLedger.OTHER_MEMBER))))),
                refusal(
                        "a patient enrolled twice",
                        ErrorCode.ALREADY_EXISTS,
                        (s, _) -> byClerk(s, command(new IdentityCommand.EnrolSubject(SUBJECT, EVIDENCE)))),
                refusal(
                        "a patient nobody enrolled",
                        ErrorCode.UNKNOWN_SUBJECT,
                        (s, _) ->
                                byClerk(s, command(new IdentityCommand.BindPatient(new SubjectId("nobody"), PATIENT)))),
                refusal(
                        "a patient who enrols patients",
                        ErrorCode.NOT_AUTHORISED,
                        (s, _) -> signed(s.transaction(by(PATIENT, s.patientKey), harmless()), s.patientKey)),
                refusal(
                        "a contract that does not exist",
                        ErrorCode.UNKNOWN_CONTRACT,
                        (s, _) -> byClerk(s, new Command("lottery", "Draw", 1, Octets.EMPTY))),
                refusal(
                        "a command of another version",
                        ErrorCode.UNSUPPORTED_VERSION,
                        (s, _) -> byClerk(
                                s,
                                new Command(
                                        "identity",
                                        "EnrolSubject",
                                        99,
                                        harmless().body()))),
                refusal(
                        "a command under another's name",
                        ErrorCode.MALFORMED,
                        (s, _) -> byClerk(
                                s,
                                new Command(
                                        "identity", "BindPatient", 1, harmless().body()))),
                refusal(
                        "a command that is no CBOR",
                        ErrorCode.MALFORMED,
                        (s, _) -> byClerk(s, new Command("identity", "EnrolSubject", 1, Octets.ofHex("ff")))));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isRefusedProvenAndChangesNothing(Refusal refusal) {
        Network network = ledger.runtime.network();
        Digest before = ledger.store.stateRoot();
        Decision decision = network.decide(refusal.transaction.apply(scene, network));
        assertThat(decision.outcome().commands().getFirst())
                .isInstanceOfSatisfying(
                        CommandOutcome.Refused.class,
                        refused ->
                                assertThat(refused.code()).as(refused.detail()).isEqualTo(refusal.code));
        assertThat(ledger.store.stateRoot()).isEqualTo(before);
        String receipt = network.receipt(decision.transactionId()).orElseThrow().toUtf8();
        assertThat(ReceiptVerifier.verify(receipt, TrustAnchor.of(network.id(), ledger.runtime.members())))
                .isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void oneRefusedCommandAbortsTheOthersOfItsTransaction() {
        Digest before = ledger.store.stateRoot();
        Decision decision = ledger.runtime
                .network()
                .decide(byClerk(scene, harmless(), command(new IdentityCommand.EnrolSubject(SUBJECT, EVIDENCE))));
        assertThat(decision.outcome().commands())
                .extracting(outcome -> ((CommandOutcome.Refused) outcome).code())
                .containsExactly(ErrorCode.ABORTED, ErrorCode.ALREADY_EXISTS);
        assertThat(ledger.store.stateRoot()).isEqualTo(before);
    }

    /// Documented: with a mere token a consent is a draft, which permits nothing until the patient signs it.
    @Test
    void aConsentThatANodeAssertsIsADraft() {
        Network network = ledger.runtime.network();
        network.decide(FOR_PATIENT, List.of(consent(1))).orThrow();
        ConsentRecord consent =
                Consents.of(network.state()).find(SUBJECT, CONSENT).orElseThrow();
        assertThat(consent.draft()).isPresent();
        assertThat(consent.inForce()).isEmpty();
    }

    private static Refusal refusal(
            String name, ErrorCode code, BiFunction<BadTransactionScene, Network, SignedTransaction> transaction) {
        return new Refusal(name, code, transaction);
    }

    private static Command consent(long version) {
        return ConsentCommand.FORMAT.encode(new ConsentCommand.GiveConsent(
                CONSENT, SUBJECT, version, Provision.of(Provision.Effect.PERMIT), new Evidence.Signed()));
    }

    private static SignedTransaction byClerk(BadTransactionScene scene, Command... commands) {
        return signed(scene.transaction(scene.byClerk(), commands), scene.clerkKey);
    }
}
