package health.salus.simulator;

import health.salus.consensus.Consensus;
import health.salus.consensus.ConsensusPhase;
import health.salus.consensus.ConsensusStatus;
import health.salus.consensus.Round;
import health.salus.consensus.RoundHandler;
import health.salus.consensus.Submission;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.transaction.Transaction;
import java.util.Optional;

/// One member's end of the order: delivers rounds late, again after a restart, or not at all, as the port allows.
final class OrderedEngine implements Consensus {

    private static final int SLOWEST_MILLIS = 300;
    private static final int AGAIN_AFTER_MILLIS = 500;

    /// After a restart so many rounds may come once more.
    private static final int MOST_REPEATED = 4;

    private final MemberId member;
    private final Ordering ordering;
    private final Agenda agenda;
    private final SeededRandom random;
    private final boolean mayPassOver;

    private Optional<RoundHandler> handler = Optional.empty();
    private long delivered;
    private Optional<Round> passedOver = Optional.empty();
    private boolean scheduled;
    private boolean closed;

    /// @param mayPassOver false for an engine that redelivers everything from its own log
    OrderedEngine(MemberId member, Ordering ordering, boolean mayPassOver) {
        this.member = member;
        this.ordering = ordering;
        this.agenda = ordering.around().agenda();
        this.random = ordering.around().random();
        this.mayPassOver = mayPassOver;
    }

    @Override
    public void start(RoundHandler starting) {
        handler = Optional.of(starting);
        delivered = Math.max(ordering.first() - 1, starting.lastSequence() - random.below(MOST_REPEATED + 1));
        ordering.join(member, () -> schedule(random.below(SLOWEST_MILLIS)));
        schedule(random.below(SLOWEST_MILLIS));
    }

    private void schedule(long millis) {
        if (!closed && !scheduled && delivered < ordering.latest()) {
            scheduled = true;
            agenda.afterMillis(millis, () -> {
                scheduled = false;
                boolean went = !closed && ordering.hasQuorum(member) && deliver(handler.orElseThrow());
                schedule(went ? random.below(SLOWEST_MILLIS) : AGAIN_AFTER_MILLIS);
            });
        }
    }

    /// False when the handler waits for peers: it is asked again, as an engine's thread would hang in the call.
    private boolean deliver(RoundHandler to) {
        long last = to.lastSequence();
        ordering.handled(member, last);
        long agreed = ordering.latestAgreed();
        if (mayPassOver && passedOver.isEmpty() && agreed > last && agreed < ordering.latest() && random.oneIn(3)) {
            passedOver = Optional.of(ordering.round(agreed + 1));
        }
        if (passedOver.isPresent()) {
            return deliverAfterGap(to, passedOver.get());
        }
        // A handler that has got blocks from its peers is not given their rounds.
        delivered = delivered < last && !random.oneIn(2) ? last : delivered;
        if (delivered < ordering.latest()) {
            Round next = ordering.round(delivered + 1);
            if (delivered > last) {
                // The handler has lost what it had, or was never given the epochs before.
                passedOver = Optional.of(next);
                return deliverAfterGap(to, next);
            }
            to.onRound(next);
            delivered++;
            ordering.handled(member, delivered);
        }
        return true;
    }

    private boolean deliverAfterGap(RoundHandler to, Round next) {
        try {
            to.onGap(to.lastSequence() + 1, next);
        } catch (SalusException notYet) {
            if (notYet.code() == ErrorCode.NOT_FOUND) {
                return false;
            }
            throw notYet;
        }
        passedOver = Optional.empty();
        delivered = next.sequence();
        ordering.handled(member, delivered);
        return true;
    }

    @Override
    public Submission submit(Octets transaction) {
        if (closed || !ordering.hasQuorum(member)) {
            return Submission.refused(ErrorCode.NOT_ACTIVE, "too few members are reachable");
        }
        if (transaction.length() > maxTransactionBytes()) {
            return Submission.refused(ErrorCode.TOO_LARGE, "the limit is " + maxTransactionBytes());
        }
        ordering.offer(member, transaction);
        return Submission.accepted();
    }

    @Override
    public ConsensusStatus status() {
        ConsensusPhase running = ordering.hasQuorum(member) ? ConsensusPhase.ACTIVE : ConsensusPhase.WAITING;
        return new ConsensusStatus(closed ? ConsensusPhase.CLOSED : running, ordering.latest(), "");
    }

    @Override
    public int maxTransactionBytes() {
        return Transaction.MAX_BYTES;
    }

    @Override
    public void close() {
        closed = true;
        ordering.leave(member);
    }
}
