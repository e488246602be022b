package health.salus.platform.stage;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import health.salus.platform.network.Author;
import health.salus.platform.network.Decision;
import health.salus.platform.network.Network;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A network that answers some submissions late, or loses them, and remembers all that it was sent.
public final class UnsteadyNetwork implements Network {

    private final Network steady;
    private final List<Digest> submitted = new ArrayList<>();
    private Next next = Next.ANSWER;
    private Optional<Runnable> beforeNext = Optional.empty();

    /// What becomes of the next submission.
    public enum Next {
        ANSWER,
        /// Decided, but the one who asked has given up by then.
        ANSWER_LATE,
        /// Never ordered.
        LOSE,
        /// Not taken in at all.
        REFUSE,
        /// Ordered, and not admitted.
        DISCARD
    }

    public UnsteadyNetwork(Network steady) {
        this.steady = steady;
    }

    public void next(Next what) {
        next = what;
    }

    /// What happens while the next submission is on its way.
    public void beforeNext(Runnable what) {
        beforeNext = Optional.of(what);
    }

    /// The transactions that were submitted, in order.
    public List<Digest> submitted() {
        return List.copyOf(submitted);
    }

    @Override
    public Decision decide(SignedTransaction transaction) {
        submitted.add(transaction.id());
        Optional<Runnable> before = beforeNext;
        beforeNext = Optional.empty();
        before.ifPresent(Runnable::run);
        Next now = next;
        next = Next.ANSWER;
        if (now == Next.LOSE) {
            throw late();
        }
        if (now == Next.DISCARD) {
            throw new SalusException(ErrorCode.NOT_YET_VALID, "too early");
        }
        if (now == Next.REFUSE) {
            throw new SalusException(ErrorCode.STORAGE_FULL, "no room");
        }
        Decision decision = steady.decide(transaction);
        if (now == Next.ANSWER_LATE) {
            throw late();
        }
        return decision;
    }

    private static SalusException late() {
        return new SalusException(ErrorCode.NOT_FINAL_YET, "not in time");
    }

    @Override
    public Octets prove(StateKey key) {
        return steady.prove(key);
    }

    @Override
    public NetworkId id() {
        return steady.id();
    }

    @Override
    public MemberId self() {
        return steady.self();
    }

    @Override
    public StateReader state() {
        return steady.state();
    }

    @Override
    public long height() {
        return steady.height();
    }

    @Override
    public Instant time() {
        return steady.time();
    }

    @Override
    public SignedTransaction assertFor(Author author, List<Command> commands) {
        return steady.assertFor(author, commands);
    }

    @Override
    public SignedTransaction signAsMember(List<Command> commands) {
        return steady.signAsMember(commands);
    }

    @Override
    public Transaction unsigned(Attestation attestation, List<Command> commands) {
        return steady.unsigned(attestation, commands);
    }

    @Override
    public Optional<Decision> find(Digest transactionId) {
        return steady.find(transactionId);
    }

    @Override
    public Optional<Octets> receipt(Digest transactionId) {
        return steady.receipt(transactionId);
    }
}
