package health.salus.node.replica;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.ledger.replica.CosignatureTally;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.CosignatureRequirement;
import health.salus.proof.MemberSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// The tally of cosignatures, shared by the threads that bring them and those that wait for checkpoints to be final.
public final class Finality {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by `lock`.
    private final CosignatureTally tally;

    Finality(CosignatureTally tally) {
        this.tally = tally;
    }

    void own(SignedCheckpoint own) {
        count(() -> tally.own(own));
    }

    /// This node's checkpoint, where its member is not among those that sign.
    void reached(Checkpoint own) {
        count(() -> tally.reached(own));
    }

    /// From here on other members sign.
    ///
    /// @param endedAt the size of the log up to which the members before sign
    void follow(long endedAt, MemberSet next) {
        count(() -> {
            tally.follow(endedAt, next);
            return false;
        });
    }

    /// Who signs checkpoints of a log of this size.
    MemberSet membersAt(long size) {
        return tally.membersAt(size);
    }

    /// Whether the members of its size made it final with keys of both kinds, and it is this node's own checkpoint.
    boolean isFinalHere(CheckpointNote note) {
        return note.isFinal(membersAt(note.checkpoint().size()), CosignatureRequirement.BOTH)
                && tally.isOwn(note.checkpoint());
    }

    void received(SignedCheckpoint signed) {
        tally.requireValid(signed);
        count(() -> tally.received(signed));
    }

    private void count(BooleanSupplier counting) {
        lock.lock();
        try {
            if (counting.getAsBoolean()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Blocks until the log up to this size is final.
    ///
    /// @param deadline as `System.nanoTime()`
    void await(long logSize, long deadline) {
        lock.lock();
        try {
            while (tally.finalSize() < logSize) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new SalusException(
                            ErrorCode.NOT_FINAL_YET,
                            "members with more than 2/3 of the weight have not cosigned in time");
                }
                changed.await(left, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.NOT_FINAL_YET, "this node is stopping; submit again", interrupted);
        } finally {
            lock.unlock();
        }
    }

    /// The size of the log that the latest final checkpoint covers.
    public long finalSize() {
        return finalNote().map(note -> note.checkpoint().size()).orElse(0L);
    }

    public Optional<CheckpointNote> finalNote() {
        lock.lock();
        try {
            return tally.finalNote();
        } finally {
            lock.unlock();
        }
    }

    /// The latest checkpoint of this member's that more than a third of the weight has signed.
    Optional<CheckpointNote> vouchedNote() {
        lock.lock();
        try {
            return tally.vouchedNote();
        } finally {
            lock.unlock();
        }
    }

    /// The size that each member was last heard to have signed.
    public Map<MemberId, Long> latestSizes() {
        lock.lock();
        try {
            return tally.latestSizes();
        } finally {
            lock.unlock();
        }
    }
}
