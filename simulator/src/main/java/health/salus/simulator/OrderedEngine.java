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
    private final Wire wire;
    private final Agenda agenda;
    private final SeededRandom random;
    private final boolean mayPassOver;

    private Optional<RoundHandler> handler = Optional.empty();
    private long delivered;
    private Optional<Round> passedOver = Optional.empty();
    private boolean scheduled;
    private boolean closed;

    record Surroundings(Ordering ordering, Wire wire, Agenda agenda, SeededRandom random) {}

    /// @param mayPassOver false for an engine that redelivers everything from its own log
    OrderedEngine(MemberId member, Surroundings surroundings, boolean mayPassOver) {
        this.member = member;
        this.ordering = surroundings.ordering;
        this.wire = surroundings.wire;
        this.agenda = surroundings.agenda;
        this.random = surroundings.random;
        this.mayPassOver = mayPassOver;
    }

    @Override
    public void start(RoundHandler starting) {
        handler = Optional.of(starting);
        delivered = Math.max(0, starting.lastSequence() - random.below(MOST_REPEATED + 1));
        ordering.listen(_ -> schedule(random.below(SLOWEST_MILLIS)));
        schedule(random.below(SLOWEST_MILLIS));
    }

    private void schedule(long millis) {
        if (!closed && !scheduled && delivered < ordering.latest()) {
            scheduled = true;
            agenda.afterMillis(millis, () -> {
                scheduled = false;
                boolean went = !closed && wire.hasQuorum(member) && deliver(handler.orElseThrow());
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
            to.onRound(ordering.round(delivered + 1));
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
        if (closed || !wire.hasQuorum(member)) {
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
        ConsensusPhase running = wire.hasQuorum(member) ? ConsensusPhase.ACTIVE : ConsensusPhase.WAITING;
        return new ConsensusStatus(closed ? ConsensusPhase.CLOSED : running, ordering.latest(), "");
    }

    @Override
    public int maxTransactionBytes() {
        return Transaction.MAX_BYTES;
    }

    @Override
    public void close() {
        closed = true;
        ordering.forget(member);
    }
}
