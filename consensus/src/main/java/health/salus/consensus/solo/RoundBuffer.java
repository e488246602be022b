package health.salus.consensus.solo;

import health.salus.consensus.Round;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Durable rounds on their way from the writer to the handler, so that the next round reaches the disk while this one
/// is executed. When it is full the writer waits, the queue before it fills, and submissions are refused.
final class RoundBuffer {

    private static final int MAX_ROUNDS = 8;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Round> rounds = new ArrayDeque<>();
    private boolean finished;

    void put(Round round) {
        lock.lock();
        try {
            while (rounds.size() >= MAX_ROUNDS) {
                changed.awaitUninterruptibly();
            }
            rounds.add(round);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// No more rounds will be put.
    void finish() {
        lock.lock();
        try {
            finished = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Blocks for the next round; empty once finished and drained.
    Optional<Round> take() {
        lock.lock();
        try {
            while (rounds.isEmpty() && !finished) {
                changed.awaitUninterruptibly();
            }
            Optional<Round> next = Optional.ofNullable(rounds.poll());
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }
}
