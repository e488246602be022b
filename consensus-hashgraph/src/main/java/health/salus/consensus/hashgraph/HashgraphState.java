package health.salus.consensus.hashgraph;

import health.salus.consensus.ConsensusPhase;
import health.salus.consensus.ConsensusStatus;
import health.salus.consensus.Submission;
import health.salus.kernel.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import org.hiero.consensus.model.status.PlatformStatus;

/// The phase of a hashgraph engine, and what a submission is told in it.
final class HashgraphState {

    /// Longer than this the engine may be behind with its own work before it takes no more.
    private static final Duration MAX_UNHEALTHY = Duration.ofSeconds(1);

    private final DiskRoom room;
    private ConsensusPhase phase = ConsensusPhase.STARTING;
    private String reason = "not started";
    private boolean joined;
    private boolean overloaded;
    private volatile long latestSequence;

    HashgraphState(DiskRoom room) {
        this.room = room;
    }

    ConsensusStatus status() {
        // Asked without the monitor, which the engine's own threads need: a disk may take its time.
        boolean waits = room.isShort();
        synchronized (this) {
            return waits && !isStopped()
                    ? new ConsensusStatus(waiting(), latestSequence, room.shortage())
                    : new ConsensusStatus(phase, latestSequence, reason);
        }
    }

    /// Whatever the engine makes of it, which then hears and says nothing.
    private ConsensusPhase waiting() {
        return phase == ConsensusPhase.STARTING ? phase : ConsensusPhase.WAITING;
    }

    void sequenceReached(long sequence) {
        latestSequence = sequence;
    }

    /// Why a submission is refused now, if it is.
    Optional<Submission> refusal() {
        boolean waits = room.isShort();
        synchronized (this) {
            return waits && !isStopped()
                    ? Optional.of(Submission.refused(ErrorCode.STORAGE_FULL, room.shortage()))
                    : refusalOfPhase();
        }
    }

    private Optional<Submission> refusalOfPhase() {
        return switch (phase) {
            case ACTIVE ->
                overloaded
                        ? Optional.of(Submission.refused(ErrorCode.OVERLOADED, "the engine is behind with its work"))
                        : Optional.empty();
            case WAITING -> Optional.of(Submission.refused(ErrorCode.NO_QUORUM, reason));
            case HALTED -> Optional.of(Submission.refused(ErrorCode.HALTED, reason));
            case STARTING, CATCHING_UP, CLOSED -> Optional.of(Submission.refused(ErrorCode.NOT_ACTIVE, reason));
        };
    }

    synchronized void unhealthyFor(Duration duration) {
        overloaded = duration.compareTo(MAX_UNHEALTHY) > 0;
    }

    synchronized void statusChanged(PlatformStatus status) {
        switch (status) {
            case STARTING_UP -> enter(ConsensusPhase.STARTING, "the engine starts");
            case REPLAYING_EVENTS -> enter(ConsensusPhase.STARTING, "the engine replays the events on its disk");
            case OBSERVING -> enter(ConsensusPhase.STARTING, "the engine listens to the other members");
            case CHECKING -> awaitQuorum();
            case ACTIVE -> {
                joined = true;
                enter(ConsensusPhase.ACTIVE, "takes transactions");
            }
            case BEHIND -> enter(ConsensusPhase.CATCHING_UP, "the engine asks a member for its state");
            case RECONNECT_COMPLETE -> enter(ConsensusPhase.CATCHING_UP, "the engine has got a state from a member");
            case FREEZING, FREEZE_COMPLETE -> enter(ConsensusPhase.HALTED, "the network is frozen for a change");
            case CATASTROPHIC_FAILURE -> halt("the members do not agree on a state");
        }
    }

    private void awaitQuorum() {
        if (joined) {
            enter(ConsensusPhase.WAITING, "members with more than two thirds of the weight are not reachable");
        } else {
            enter(ConsensusPhase.STARTING, "the engine waits for members with more than two thirds of the weight");
        }
    }

    synchronized void halt(String why) {
        enter(ConsensusPhase.HALTED, why);
    }

    synchronized void close() {
        phase = ConsensusPhase.CLOSED;
        reason = "closed";
    }

    synchronized boolean isStopped() {
        return phase == ConsensusPhase.HALTED || phase == ConsensusPhase.CLOSED;
    }

    private void enter(ConsensusPhase next, String why) {
        if (!isStopped()) {
            phase = next;
            reason = why;
        }
    }
}
