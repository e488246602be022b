package health.salus.contracts;

import static health.salus.contracts.stage.Cast.DAWN;
import static health.salus.contracts.stage.Cast.DOCTOR_A;
import static health.salus.contracts.stage.Cast.DOCTOR_B;
import static health.salus.contracts.stage.Cast.EVIDENCE;
import static health.salus.contracts.stage.Cast.HOSPITAL_B;
import static health.salus.contracts.stage.Cast.M1;
import static health.salus.contracts.stage.Cast.M2;
import static health.salus.contracts.stage.Cast.NETWORK;
import static health.salus.contracts.stage.Cast.NODE_2;
import static health.salus.contracts.stage.Cast.PATIENT;
import static health.salus.contracts.stage.Cast.STAFF_A;
import static health.salus.contracts.stage.Cast.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.access.AccessCommand.Disclosure;
import health.salus.contracts.access.AccessCommand.OpenSession;
import health.salus.contracts.access.AccessCommand.RecordDisclosures;
import health.salus.contracts.access.SessionBasis;
import health.salus.contracts.access.SessionCheck;
import health.salus.contracts.access.Sessions;
import health.salus.contracts.consent.ConsentCommand.GiveConsent;
import health.salus.contracts.consent.ConsentCommand.WithdrawConsent;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Period;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.identity.IdentityCommand.BindPatient;
import health.salus.contracts.identity.IdentityCommand.EnrolSubject;
import health.salus.contracts.identity.KeyDirectory;
import health.salus.contracts.records.TypeGroup;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.InMemoryState;
import health.salus.contracts.stage.SeededRandom;
import health.salus.contracts.stage.Stage;
import health.salus.contracts.stage.Writing;
import health.salus.crypto.CoseSign1;
import health.salus.crypto.SigningKey;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.ledger.execution.BlockExecutor;
import health.salus.ledger.execution.ExecutedBlock;
import health.salus.ledger.execution.ExecutedTransaction;
import health.salus.ledger.execution.OrderedRound;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The main story, signed with real keys and executed in blocks: written, refused, permitted, read, withdrawn.
class StoryTest {

    private static final ConsentId CONSENT = new ConsentId("thirty-days");
    private static final Evidence SIGNED = new Evidence.Signed();
    private static final BlockExecutor EXECUTOR = new BlockExecutor(NETWORK, new KeyDirectory(), SalusContracts.all());

    private final InMemoryState state = founded();
    private final InMemoryState otherMember = founded();
    private long height;

    @Test
    void goesFromEnrolmentToWithdrawal() {
        accepted(
                signed(STAFF_A, new EnrolSubject(SUBJECT, EVIDENCE)),
                signed(STAFF_A, new BindPatient(SUBJECT, PATIENT)),
                signed(
                        DOCTOR_A,
                        Writing.about(SUBJECT)
                                .segment("s1", TypeGroup.PROBLEMS, 1)
                                .create(Writing.keyOf(SUBJECT, 1), 0, 0)
                                .command()));
        refused(ErrorCode.CONSENT_DENIED, signed(DOCTOR_B, session("before")));
        Provision thirtyDays = Provision.of(Provision.Effect.PERMIT)
                .to(Recipients.organisation(HOSPITAL_B))
                .purposes(PurposeOfUse.TREAT)
                .during(Period.until(now().plus(Duration.ofDays(30))));
        accepted(
                signed(PATIENT, new GiveConsent(CONSENT, SUBJECT, 1, thirtyDays, SIGNED)),
                signed(DOCTOR_B, session("during")));
        assertThat(refusal("during")).isEmpty();
        Disclosure shown = new Disclosure(
                new SessionId("during"), DOCTOR_B, Writing.problems(1), Digest.ZERO, now().minusMillis(1), false);
        accepted(signed(NODE_2, new RecordDisclosures(List.of(shown))));
        assertThat(Sessions.of(state).disclosures(SUBJECT, 0, 10))
                .singleElement()
                .satisfies(record -> assertThat(record.reader().principal()).isEqualTo(DOCTOR_B));
        accepted(signed(PATIENT, new WithdrawConsent(CONSENT, SUBJECT, SIGNED)));
        assertThat(refusal("during")).contains(ErrorCode.SESSION_REVOKED);
        refused(ErrorCode.CONSENT_DENIED, signed(DOCTOR_B, session("after")));
    }

    /// A key that signs for itself is worth nothing to another hospital's member.
    @Test
    void dropsWhatIsNotSignedByWhoItNames() {
        Octets forged = envelope(
                new Attestation.MemberAsserted(
                        M1, Cast.key("node-1").verificationKey().id(), DOCTOR_B, "https://issuer.example", Digest.ZERO),
                Cast.key("node-1"),
                new EnrolSubject(SUBJECT, EVIDENCE));
        ExecutedBlock block = execute(forged);
        assertThat(block.transactions()).isEmpty();
        assertThat(block.discards())
                .singleElement()
                .satisfies(discard -> assertThat(discard.code()).isEqualTo(ErrorCode.NOT_AUTHORISED));
    }

    private static OpenSession session(String id) {
        return new OpenSession(new SessionId(id), SUBJECT, PurposeOfUse.TREAT, 600, new SessionBasis.Normal(), M2);
    }

    private Optional<ErrorCode> refusal(String session) {
        return SessionCheck.refusal(state, new SessionId(session), new SegmentId("s1"), M2, now());
    }

    private void accepted(Octets... envelopes) {
        ExecutedBlock block = execute(envelopes);
        assertThat(block.discards()).isEmpty();
        assertThat(block.transactions())
                .hasSize(envelopes.length)
                .allMatch(transaction -> transaction.outcome().accepted());
    }

    private void refused(ErrorCode code, Octets envelope) {
        ExecutedTransaction executed = execute(envelope).transactions().getFirst();
        assertThat(executed.outcome().commands())
                .singleElement()
                .isInstanceOfSatisfying(
                        CommandOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    /// Two members execute the same round and come to the same block.
    private ExecutedBlock execute(Octets... envelopes) {
        height++;
        List<OrderedRound.Item> items = new ArrayList<>();
        for (Octets envelope : envelopes) {
            items.add(new OrderedRound.Item(envelope, now(), M1));
        }
        OrderedRound round = new OrderedRound(now(), items);
        ExecutedBlock block = EXECUTOR.execute(height, round, state, _ -> false);
        ExecutedBlock same = EXECUTOR.execute(height, round, otherMember, _ -> false);
        assertThat(same.changes()).isEqualTo(block.changes());
        assertThat(same.transactions()).isEqualTo(block.transactions());
        for (InMemoryState each : List.of(state, otherMember)) {
            block.changes()
                    .byKey()
                    .forEach((key, value) -> value.ifPresentOrElse(put -> each.put(key, put), () -> each.remove(key)));
        }
        return block;
    }

    private Instant now() {
        return DAWN.plusSeconds(height);
    }

    private Octets signed(PrincipalId signer, Object command) {
        SigningKey key = Cast.key(signer);
        return envelope(
                new Attestation.PrincipalSigned(signer, key.verificationKey().id()), key, command);
    }

    private Octets envelope(Attestation attestation, SigningKey key, Object command) {
        Transaction transaction = new Transaction(
                Transaction.VERSION,
                NETWORK,
                attestation,
                DAWN,
                DAWN.plus(Transaction.MAX_WINDOW),
                new SeededRandom(height).octets(Transaction.SALT_BYTES),
                true,
                List.of(Stage.encode(command)));
        return CoseSign1.sign(transaction.encode(), key).encode();
    }

    private static InMemoryState founded() {
        InMemoryState founded = new InMemoryState();
        Cast.genesis().applyTo(founded);
        return founded;
    }
}
