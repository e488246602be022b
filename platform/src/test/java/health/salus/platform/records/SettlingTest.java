package health.salus.platform.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.identity.IdentityCommand;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.platform.network.Decision;
import health.salus.platform.stage.OneMemberNetwork;
import health.salus.platform.stage.UnsteadyNetwork;
import health.salus.platform.stage.UnsteadyNetwork.Next;
import health.salus.platform.stage.Ward;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.SignedTransaction;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What stands in the outbox comes to the network's decision, and nothing comes that a client was told did not.
class SettlingTest {

    private static final Digest KEY = Digest.sha256(Octets.utf8("key"));
    private static final Digest REQUEST = Digest.sha256(Octets.utf8("request"));

    private static final List<Command> ENROLMENT =
            List.of(IdentityCommand.FORMAT.encode(new IdentityCommand.EnrolSubject(Ward.OTHER_SUBJECT, Digest.ZERO)));

    private final Ward ward = new Ward();
    private final UnsteadyNetwork network = new UnsteadyNetwork(ward.network);
    private final MemoryOutbox outbox = new MemoryOutbox();
    private final Settling settling = new Settling(network, outbox, ward.network::now);
    private final SignedTransaction transaction = enrolment();

    @Test
    void whatIsRefusedForWantOfRoomDoesNotComeAtTheNextStart() {
        put();
        network.next(Next.REFUSE);
        refused(() -> settling.settleNew(KEY, transaction), ErrorCode.STORAGE_FULL);
        settling.resume();
        assertThat(network.find(transaction.id())).isEmpty();
        assertThat(outbox.find(KEY)).isEmpty();
    }

    @Test
    void whatIsNotAdmittedDoesNotComeLater() {
        put();
        network.next(Next.DISCARD);
        refused(() -> settling.settleNew(KEY, transaction), ErrorCode.NOT_YET_VALID);
        settling.resume();
        assertThat(network.find(transaction.id())).isEmpty();
    }

    /// The client came back while the node was bringing the first attempt to its end, and wrote again.
    @Test
    void whatWasPutUnderTheKeySinceIsNotDropped() {
        put();
        SignedTransaction again = ward.network.assertFor(OneMemberNetwork.author(ward.doctor), ENROLMENT);
        Outbox.Waiting second = waiting(again);
        network.next(Next.DISCARD);
        network.beforeNext(() -> outbox.put(second, List.of()));
        settling.resume();
        assertThat(outbox.find(KEY)).contains(second);
    }

    @Test
    void whatMayBeOnItsWayIsSubmittedAgainAtTheNextStart() {
        put();
        network.next(Next.LOSE);
        refused(() -> settling.settleNew(KEY, transaction), ErrorCode.NOT_FINAL_YET);
        settling.resume();
        assertThat(network.find(transaction.id()).map(Decision::isAccepted)).contains(true);
        assertThat(outbox.find(KEY)).containsInstanceOf(Outbox.Settled.class);
    }

    /// The first attempt may be on its way when the repetition is turned away.
    @Test
    void aRepetitionThatIsTurnedAwayLeavesTheFirstAttemptInPlace() {
        put();
        network.next(Next.LOSE);
        refused(() -> settling.settleNew(KEY, transaction), ErrorCode.NOT_FINAL_YET);
        network.next(Next.REFUSE);
        refused(() -> settling.earlier(named()), ErrorCode.STORAGE_FULL);
        assertThat(settling.earlier(named())).isPresent();
        assertThat(network.find(transaction.id())).isPresent();
    }

    private void put() {
        outbox.put(waiting(transaction), List.of());
    }

    private Outbox.Waiting waiting(SignedTransaction of) {
        Written written = new Written(of.id(), ward.network.now(), false);
        return new Outbox.Waiting(KEY, REQUEST, of.envelope(), Settling.WRITTEN.encode(written));
    }

    private static Submission.Idempotency named() {
        return new Submission.Idempotency(KEY, REQUEST, List.of());
    }

    private SignedTransaction enrolment() {
        return ward.network.assertFor(OneMemberNetwork.author(ward.doctor), ENROLMENT);
    }

    private static void refused(Runnable attempt, ErrorCode code) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
