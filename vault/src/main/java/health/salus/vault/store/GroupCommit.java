package health.salus.vault.store;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Lets many callers share one sync of the disk: whoever gets the lock commits the work of all who wait for it.
final class GroupCommit<T> {

    /// Bounds the memory and the delay of one commit.
    private static final long MAX_GROUP_BYTES = 64L * 1024 * 1024;

    /// One caller's work, and what became of it. Written under the lock.
    static final class Ticket<T> {

        private final T work;
        private final long bytes;
        private boolean done;
        private Optional<SalusException> failure = Optional.empty();

        private Ticket(T work, long bytes) {
            this.work = work;
            this.bytes = bytes;
        }

        T work() {
            return work;
        }

        void fail(SalusException cause) {
            if (failure.isEmpty()) {
                failure = Optional.of(cause);
            }
        }

        boolean failed() {
            return failure.isPresent();
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Ticket<T>> waiting = new ConcurrentLinkedQueue<>();
    private final Consumer<List<Ticket<T>>> commit;

    /// @param commit fails the tickets whose work could not be done; what it throws fails them all
    GroupCommit(Consumer<List<Ticket<T>>> commit) {
        this.commit = commit;
    }

    /// Returns when the work is committed.
    void run(T work, long bytes) {
        Ticket<T> ticket = new Ticket<>(work, bytes);
        waiting.add(ticket);
        lock.lock();
        try {
            while (!ticket.done) {
                commitNextGroup();
            }
        } finally {
            lock.unlock();
        }
        if (ticket.failure.isPresent()) {
            SalusException cause = ticket.failure.get();
            throw new SalusException(cause.code(), cause.detail(), cause);
        }
    }

    /// Does something while nothing is being committed.
    void exclusively(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private void commitNextGroup() {
        List<Ticket<T>> group = new ArrayList<>();
        long bytes = 0;
        Ticket<T> next = waiting.peek();
        while (next != null && (group.isEmpty() || bytes + next.bytes <= MAX_GROUP_BYTES)) {
            group.add(waiting.remove());
            bytes += next.bytes;
            next = waiting.peek();
        }
        try {
            commit.accept(group);
        } catch (SalusException failed) {
            group.forEach(ticket -> ticket.fail(failed));
        } catch (RuntimeException defect) {
            // Nobody may take silence for success.
            group.forEach(ticket -> ticket.fail(new SalusException(ErrorCode.INTERNAL, "a commit failed", defect)));
        }
        group.forEach(ticket -> ticket.done = true);
    }
}
