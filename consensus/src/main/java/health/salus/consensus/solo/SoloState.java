package health.salus.consensus.solo;

import health.salus.consensus.ConsensusPhase;
import health.salus.consensus.ConsensusStatus;
import health.salus.consensus.Submission;
import health.salus.kernel.ErrorCode;

/// The phase of a solo engine, and what a submission is told in it.
final class SoloState {

    private final SubmissionQueue queue;
    private ConsensusPhase phase = ConsensusPhase.STARTING;
    private String reason = "not started";

    SoloState(SoloLimits limits) {
        this.queue = new SubmissionQueue(limits, Submission.refused(ErrorCode.NOT_ACTIVE, reason));
    }

    SubmissionQueue queue() {
        return queue;
    }

    synchronized ConsensusStatus status(long latestSequence) {
        return new ConsensusStatus(phase, latestSequence, reason);
    }

    synchronized boolean isStarting() {
        return phase == ConsensusPhase.STARTING;
    }

    void catchUp(long records) {
        enter(ConsensusPhase.CATCHING_UP, records + " records of the log are delivered first");
    }

    synchronized void activate() {
        if (enter(ConsensusPhase.ACTIVE, "takes transactions")) {
            queue.open();
        }
    }

    synchronized void waitForStorage(ErrorCode code, String why) {
        if (enter(ConsensusPhase.WAITING, why)) {
            queue.refuse(Submission.refused(code, why));
        }
    }

    synchronized void halt(String why) {
        if (enter(ConsensusPhase.HALTED, why)) {
            queue.close(Submission.refused(ErrorCode.HALTED, why));
        }
    }

    /// Refuses further submissions; what is in the queue is still written and delivered.
    synchronized void close() {
        enter(ConsensusPhase.CLOSED, "closed");
        queue.close(Submission.refused(ErrorCode.NOT_ACTIVE, reason));
    }

    /// From halted only closed follows, and from closed nothing.
    private synchronized boolean enter(ConsensusPhase next, String why) {
        boolean ended = phase == ConsensusPhase.CLOSED || phase == ConsensusPhase.HALTED;
        if (ended && !(phase == ConsensusPhase.HALTED && next == ConsensusPhase.CLOSED)) {
            return false;
        }
        phase = next;
        reason = why;
        return true;
    }
}
