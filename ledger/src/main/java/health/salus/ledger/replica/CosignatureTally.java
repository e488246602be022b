package health.salus.ledger.replica;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.MemberSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Collects the members' cosignatures until checkpoints are final, and notices a member that signs another root. For
/// one thread at a time.
public final class CosignatureTally {

    /// Checkpoints that may wait for cosignatures: a member that is slow for longer is not waited for, later ones
    /// cover it.
    private static final int MAX_OPEN = 4_096;

    /// Cosignatures ahead of this node's own blocks that are kept until it gets there, for each member.
    private static final int MAX_AHEAD = 64;

    private final MemberSet members;
    private final Consumer<Divergence> onDivergence;

    private final NavigableMap<Long, Open> open = new TreeMap<>();
    private final Map<MemberId, NavigableMap<Long, SignedCheckpoint>> ahead = new TreeMap<>();
    private final Map<MemberId, Long> latest = new TreeMap<>();
    private Optional<CheckpointNote> finalNote;

    /// A checkpoint of this node and the cosignatures that agree with it.
    private record Open(Checkpoint checkpoint, Map<MemberId, Cosignature> cosignatures) {}

    public CosignatureTally(MemberSet members, Optional<CheckpointNote> lastFinal, Consumer<Divergence> onDivergence) {
        this.members = members;
        this.finalNote = lastFinal;
        this.onDivergence = onDivergence;
    }

    /// This node's own checkpoint, which is also its view of the truth that others are compared with.
    ///
    /// @return whether a checkpoint became final by it
    public boolean own(SignedCheckpoint own) {
        long size = own.checkpoint().size();
        Open opened = new Open(own.checkpoint(), new TreeMap<>());
        open.put(size, opened);
        boolean finalNow = add(opened, own);
        for (NavigableMap<Long, SignedCheckpoint> waiting : ahead.values()) {
            Optional<SignedCheckpoint> early = Optional.ofNullable(waiting.remove(size));
            finalNow |= early.isPresent() && add(opened, early.get());
            waiting.headMap(size).clear();
        }
        if (open.size() > MAX_OPEN) {
            open.pollFirstEntry();
        }
        return finalNow;
    }

    /// Refuses what the member did not sign. Needs no state, so it can be asked outside of any lock.
    public void requireValid(SignedCheckpoint signed) {
        if (!signed.verify(members)) {
            throw new SalusException(
                    ErrorCode.BAD_SIGNATURE, "a cosignature of " + signed.member() + " does not verify");
        }
    }

    /// Another member's cosignature, from whichever way it came, which [#requireValid] has passed.
    ///
    /// @return whether a checkpoint became final by it
    public boolean received(SignedCheckpoint signed) {
        long size = signed.checkpoint().size();
        latest.merge(signed.member(), size, Math::max);
        Open known = open.get(size);
        if (known != null) {
            return add(known, signed);
        }
        if (open.isEmpty() || size > open.lastKey()) {
            NavigableMap<Long, SignedCheckpoint> waiting = ahead.computeIfAbsent(signed.member(), _ -> new TreeMap<>());
            waiting.put(size, signed);
            if (waiting.size() > MAX_AHEAD) {
                waiting.pollFirstEntry();
            }
        }
        return false;
    }

    private boolean add(Open opened, SignedCheckpoint signed) {
        if (!opened.checkpoint.equals(signed.checkpoint())) {
            onDivergence.accept(new Divergence(signed.member(), opened.checkpoint, signed));
            return false;
        }
        opened.cosignatures.put(signed.member(), signed.cosignature());
        latest.merge(signed.member(), signed.checkpoint().size(), Math::max);
        if (!members.isFinal(opened.cosignatures.keySet())) {
            return false;
        }
        if (opened.checkpoint.size() >= finalSize()) {
            finalNote = Optional.of(new CheckpointNote(opened.checkpoint, List.copyOf(opened.cosignatures.values())));
        }
        open.headMap(opened.checkpoint.size()).clear();
        return true;
    }

    /// The size of the log that the latest final checkpoint covers.
    public long finalSize() {
        return finalNote.map(note -> note.checkpoint().size()).orElse(0L);
    }

    public Optional<CheckpointNote> finalNote() {
        return finalNote;
    }

    /// The size that each member was last heard to have signed.
    public Map<MemberId, Long> latestSizes() {
        return new TreeMap<>(latest);
    }
}
