package health.salus.node.replica;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.MemberSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Collects the members' cosignatures until checkpoints are final, and notices a member that signs another root.
public final class Finality {

    /// Checkpoints that may wait for cosignatures: a member that is slow for longer is not waited for, later ones
    /// cover it.
    private static final int MAX_OPEN = 4_096;

    /// Cosignatures ahead of this node's own blocks that are kept until it gets there, for each member.
    private static final int MAX_AHEAD = 64;

    private final MemberSet members;
    private final Consumer<Divergence> onDivergence;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by `lock`.
    private final NavigableMap<Long, Open> open = new TreeMap<>();
    private final Map<MemberId, NavigableMap<Long, SignedCheckpoint>> ahead = new TreeMap<>();
    private final Map<MemberId, Long> latest = new TreeMap<>();
    private Optional<CheckpointNote> finalNote;

    /// A checkpoint of this node and the cosignatures that agree with it.
    private record Open(Checkpoint checkpoint, Map<MemberId, Cosignature> cosignatures) {}

    public Finality(MemberSet members, Optional<CheckpointNote> lastFinal, Consumer<Divergence> onDivergence) {
        this.members = members;
        this.finalNote = lastFinal;
        this.onDivergence = onDivergence;
    }

    /// This node's own checkpoint, which is also its view of the truth that others are compared with.
    void own(SignedCheckpoint own) {
        lock.lock();
        try {
            Open opened = new Open(own.checkpoint(), new TreeMap<>());
            open.put(own.checkpoint().size(), opened);
            add(opened, own);
            for (NavigableMap<Long, SignedCheckpoint> waiting : ahead.values()) {
                Optional.ofNullable(waiting.remove(own.checkpoint().size())).ifPresent(early -> add(opened, early));
                waiting.headMap(own.checkpoint().size()).clear();
            }
            if (open.size() > MAX_OPEN) {
                open.pollFirstEntry();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Another member's cosignature, from whichever way it came. Verified here.
    void received(SignedCheckpoint signed) {
        if (!signed.verify(members)) {
            throw new SalusException(
                    ErrorCode.BAD_SIGNATURE, "a cosignature of " + signed.member() + " does not verify");
        }
        lock.lock();
        try {
            latest.merge(signed.member(), signed.checkpoint().size(), Math::max);
            Open known = open.get(signed.checkpoint().size());
            if (known != null) {
                add(known, signed);
            } else if (open.isEmpty() || signed.checkpoint().size() > open.lastKey()) {
                NavigableMap<Long, SignedCheckpoint> waiting =
                        ahead.computeIfAbsent(signed.member(), _ -> new TreeMap<>());
                waiting.put(signed.checkpoint().size(), signed);
                if (waiting.size() > MAX_AHEAD) {
                    waiting.pollFirstEntry();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(Open opened, SignedCheckpoint signed) {
        if (!opened.checkpoint.equals(signed.checkpoint())) {
            onDivergence.accept(new Divergence(signed.member(), opened.checkpoint, signed));
            return;
        }
        opened.cosignatures.put(signed.member(), signed.cosignature());
        latest.merge(signed.member(), signed.checkpoint().size(), Math::max);
        if (members.isFinal(opened.cosignatures.keySet())) {
            List<Cosignature> all = new ArrayList<>(opened.cosignatures.values());
            if (opened.checkpoint.size() >= finalSize()) {
                finalNote = Optional.of(new CheckpointNote(opened.checkpoint, all));
            }
            open.headMap(opened.checkpoint.size()).clear();
            changed.signalAll();
        }
    }

    /// Blocks until the log up to this size is final.
    ///
    /// @param deadline as `System.nanoTime()`
    void await(long logSize, long deadline) {
        lock.lock();
        try {
            while (finalSize() < logSize) {
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
            return finalNote;
        } finally {
            lock.unlock();
        }
    }

    /// The size that each member was last heard to have signed.
    public Map<MemberId, Long> latestSizes() {
        lock.lock();
        try {
            return new TreeMap<>(latest);
        } finally {
            lock.unlock();
        }
    }
}
