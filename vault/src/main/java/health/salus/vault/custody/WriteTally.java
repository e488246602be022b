package health.salus.vault.custody;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Counts acknowledgements until a write has succeeded or cannot any more.
final class WriteTally {

    enum State {
        OPEN,
        PLACED,
        FAILED
    }

    private final int total;
    private final int needed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /// Guarded by `lock`, as is what follows.
    private State state = State.OPEN;

    private final Map<MemberId, List<SignedBatch>> acknowledged = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Set<ErrorCode> reasons = EnumSet.noneOf(ErrorCode.class);

    WriteTally(int total, int needed) {
        this.total = total;
        this.needed = needed;
    }

    /// False when the write was decided before.
    boolean count(Delivery.Attempt attempt) {
        lock.lock();
        try {
            if (state != State.OPEN) {
                return false;
            }
            switch (attempt) {
                case Delivery.Attempt.Acknowledged(MemberId custodian, List<SignedBatch> batches) ->
                    acknowledged.put(custodian, batches);
                case Delivery.Attempt.Failed(MemberId custodian, ErrorCode code) -> {
                    failures.add(custodian + " (" + code + ")");
                    reasons.add(code);
                }
            }
            if (acknowledged.size() >= needed) {
                state = State.PLACED;
            } else if (failures.size() > total - needed) {
                state = State.FAILED;
            }
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// How the write ended, for a custodian that failed before its end.
    State decided() throws InterruptedException {
        lock.lock();
        try {
            while (state == State.OPEN) {
                changed.await();
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until enough custodians have acknowledged; throws when too many failed, or time is up.
    Map<MemberId, List<SignedBatch>> await(Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (state == State.OPEN && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (state == State.OPEN) {
                failures.add("no answer from the others within " + patience.toSeconds() + " s");
                reasons.add(ErrorCode.TIMEOUT);
                state = State.FAILED;
                changed.signalAll();
            }
            if (state == State.FAILED) {
                throw new SalusException(
                        refusal(),
                        acknowledged.size() + " of the " + needed + " custodians needed have the pieces; missing: "
                                + String.join(", ", failures));
            }
            return new LinkedHashMap<>(acknowledged);
        } catch (InterruptedException interrupted) {
            state = State.FAILED;
            changed.signalAll();
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.TIMEOUT, "this node is stopping", interrupted);
        } finally {
            lock.unlock();
        }
    }

    /// What there is to do about it: a solo node whose disk is full is not waiting for anybody.
    private ErrorCode refusal() {
        return reasons.equals(Set.of(ErrorCode.STORAGE_FULL))
                ? ErrorCode.STORAGE_FULL
                : ErrorCode.CUSTODIANS_UNREACHABLE;
    }
}
