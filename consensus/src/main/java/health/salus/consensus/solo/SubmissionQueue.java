package health.salus.consensus.solo;

import health.salus.consensus.Submission;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits to be written: many submitters put in, one writer takes out all there is at once. Nobody waits for more
/// to come, so a lone transaction is written at once and many share one force.
final class SubmissionQueue {

    /// What an entry costs beside its bytes, so that the bound also holds for very short transactions.
    private static final int OVERHEAD_BYTES = 64;

    private final SoloLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Octets> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private Optional<Submission> refusal;
    private boolean closed;

    SubmissionQueue(SoloLimits limits, Submission refusalUntilOpened) {
        this.limits = limits;
        this.refusal = Optional.of(refusalUntilOpened);
    }

    Submission offer(Octets transaction) {
        if (transaction.isEmpty()) {
            return Submission.refused(ErrorCode.MALFORMED, "a transaction has at least one byte");
        }
        if (transaction.length() > limits.maxTransactionBytes()) {
            return Submission.refused(
                    ErrorCode.TOO_LARGE,
                    "a transaction has at most " + limits.maxTransactionBytes() + " bytes, not "
                            + transaction.length());
        }
        lock.lock();
        try {
            if (refusal.isPresent()) {
                return refusal.get();
            }
            if (waitingBytes + costBytes(transaction) > limits.maxQueuedBytes()) {
                return Submission.refused(
                        ErrorCode.OVERLOADED, limits.maxQueuedBytes() + " bytes already wait to be ordered");
            }
            waiting.add(transaction);
            waitingBytes += costBytes(transaction);
            changed.signal();
            return Submission.accepted();
        } finally {
            lock.unlock();
        }
    }

    /// Takes submissions from now on.
    void open() {
        setRefusal(Optional.empty());
    }

    /// Answers every submission thus until [#open()]; what is in the queue stays.
    void refuse(Submission refused) {
        setRefusal(Optional.of(refused));
    }

    private void setRefusal(Optional<Submission> next) {
        lock.lock();
        try {
            if (!closed) {
                refusal = next;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Refuses all further submissions for good, and lets the writer take what is left.
    void close(Submission refused) {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                refusal = Optional.of(refused);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Blocks until there is something to write, and takes as much as one round may carry. Empty when the queue is
    /// closed and drained.
    List<Octets> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            List<Octets> taken = new ArrayList<>(Math.min(waiting.size(), limits.maxRoundTransactions()));
            long bytes = 0;
            while (!waiting.isEmpty()
                    && taken.size() < limits.maxRoundTransactions()
                    && bytes + waiting.element().length() <= limits.maxRoundBytes()) {
                Octets next = waiting.remove();
                bytes += next.length();
                waitingBytes -= costBytes(next);
                taken.add(next);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Waits before an attempt that failed is repeated, less long if the queue is closed meanwhile.
    ///
    /// @return whether the queue is closed
    boolean pause(Duration longest) {
        lock.lock();
        try {
            long rest = longest.toNanos();
            while (!closed && rest > 0) {
                rest = changed.awaitNanos(rest);
            }
            return closed;
        } catch (InterruptedException nobodyShould) {
            // The flag would only close the log's file under the writer; ending the pause early is harmless.
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private static long costBytes(Octets transaction) {
        return (long) transaction.length() + OVERHEAD_BYTES;
    }
}
