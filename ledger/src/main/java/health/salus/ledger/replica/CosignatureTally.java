package health.salus.ledger.replica;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.MemberSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/// Collects the members' cosignatures until checkpoints are final, and notices a member that signs another root. For
/// one thread at a time.
public final class CosignatureTally {

    /// Checkpoints that may wait for cosignatures: a member that is slow for longer is not waited for, later ones
    /// cover it.
    private static final int MAX_OPEN = 4_096;

    /// Cosignatures ahead of this node's own blocks that are kept until it gets there, for each member.
    private static final int MAX_AHEAD = 64;

    /// Enough to prove a pattern; a member that lies all day must not fill the memory.
    private static final int MAX_REPORTED = 1_000;

    /// Two roots of one size are two checkpoints, so that a lie is not covered by the truth that follows it.
    private static final Comparator<Checkpoint> BY_SIZE =
            Comparator.comparingLong(Checkpoint::size).thenComparing(Checkpoint::root);

    /// Replaced as a whole, since [#requireValid] reads it from any thread.
    private volatile MemberSets members;
    private final LongFunction<Digest> ownRoot;
    private final Consumer<Divergence> onDivergence;

    private final NavigableMap<Long, Open> open = new TreeMap<>();
    private final Map<MemberId, NavigableMap<Checkpoint, SignedCheckpoint>> ahead = new TreeMap<>();
    private final Map<MemberId, Long> latest = new TreeMap<>();
    private final Set<Lie> reported = new LinkedHashSet<>();
    private long ownSize;
    private Optional<CheckpointNote> finalNote = Optional.empty();
    private Optional<CheckpointNote> vouchedNote = Optional.empty();

    /// A false root that somebody signed: told again and again, it is reported once.
    private record Lie(MemberId member, Checkpoint checkpoint) {}

    /// A checkpoint of this node and the cosignatures that agree with it.
    private record Open(Checkpoint checkpoint, Map<MemberId, SignedCheckpoint> cosignatures) {

        /// Those of Ed25519 first, so that the compact form of a note is how it begins.
        CheckpointNote note() {
            List<Cosignature> both = new ArrayList<>();
            cosignatures.values().forEach(signed -> both.add(signed.ed25519()));
            cosignatures.values().forEach(signed -> both.add(signed.mlDsa44()));
            return new CheckpointNote(checkpoint, both);
        }
    }

    /// @param ownRoot the root of this member's own log at any size that it has reached
    public CosignatureTally(MemberSets members, LongFunction<Digest> ownRoot, Consumer<Divergence> onDivergence) {
        this.members = members;
        this.ownRoot = ownRoot;
        this.onDivergence = onDivergence;
    }

    /// From here on other members sign. What the new ones sent ahead of this node's own blocks is theirs only if their
    /// keys say so; what is dropped will be sent again.
    ///
    /// @param endedAt the size of the log up to which the members before sign
    public void follow(long endedAt, MemberSet next) {
        members = members.followedBy(endedAt, next);
        ahead.values().forEach(waiting -> waiting.values().removeIf(early -> !isValid(early)));
    }

    /// This node's own checkpoint, which is also its view of the truth that others are compared with.
    ///
    /// @return whether a checkpoint became final by it
    public boolean own(SignedCheckpoint own) {
        boolean finalNow = reached(own.checkpoint());
        return compare(own) || finalNow;
    }

    /// This node's own checkpoint where its member is none of those that sign: it joins, or has left.
    ///
    /// @return whether a checkpoint became final by it
    public boolean reached(Checkpoint own) {
        ownSize = own.size();
        open.put(ownSize, new Open(own, new TreeMap<>()));
        boolean finalNow = false;
        for (NavigableMap<Checkpoint, SignedCheckpoint> waiting : ahead.values()) {
            NavigableMap<Checkpoint, SignedCheckpoint> reached = waiting.headMap(beyond(own), false);
            for (SignedCheckpoint early : reached.values()) {
                finalNow |= compare(early);
            }
            reached.clear();
        }
        if (open.size() > MAX_OPEN) {
            open.pollFirstEntry();
        }
        return finalNow;
    }

    /// Who signs checkpoints of a log of this size. May be asked outside of any lock.
    public MemberSet membersAt(long size) {
        return members.at(size);
    }

    /// Whether this node's own log had this root at this size. May be asked outside of any lock.
    public boolean isOwn(Checkpoint checkpoint) {
        return ownRoot.apply(checkpoint.size()).equals(checkpoint.root());
    }

    /// The smallest checkpoint of a larger log.
    private static Checkpoint beyond(Checkpoint checkpoint) {
        return Checkpoint.of(checkpoint.network(), checkpoint.size() + 1, Digest.ZERO);
    }

    /// Refuses what the member did not sign. Needs no state, so it can be asked outside of any lock.
    public void requireValid(SignedCheckpoint signed) {
        if (!isValid(signed)) {
            throw new SalusException(
                    ErrorCode.BAD_SIGNATURE, "a cosignature of " + signed.member() + " does not verify");
        }
    }

    private boolean isValid(SignedCheckpoint signed) {
        return signed.verify(members.at(signed.checkpoint().size()));
    }

    /// Another member's cosignature, from whichever way it came, which [#requireValid] has passed.
    ///
    /// @return whether a checkpoint became final by it
    public boolean received(SignedCheckpoint signed) {
        long size = signed.checkpoint().size();
        latest.merge(signed.member(), size, Math::max);
        if (size <= ownSize) {
            return compare(signed);
        }
        NavigableMap<Checkpoint, SignedCheckpoint> waiting =
                ahead.computeIfAbsent(signed.member(), _ -> new TreeMap<>(BY_SIZE));
        waiting.put(signed.checkpoint(), signed);
        if (waiting.size() > MAX_AHEAD) {
            waiting.pollFirstEntry();
        }
        return false;
    }

    /// A signature for a size that this node has passed: counted while the checkpoint waits, and in any case compared
    /// with this node's own log, since a lie does not become true by coming late.
    private boolean compare(SignedCheckpoint signed) {
        Checkpoint theirs = signed.checkpoint();
        Open waiting = open.get(theirs.size());
        if (waiting != null) {
            return add(waiting, signed);
        }
        Checkpoint own = Checkpoint.of(theirs.network(), theirs.size(), ownRoot.apply(theirs.size()));
        if (!own.equals(theirs)) {
            report(own, signed);
        }
        return false;
    }

    private void report(Checkpoint own, SignedCheckpoint signed) {
        if (reported.size() < MAX_REPORTED && reported.add(new Lie(signed.member(), signed.checkpoint()))) {
            onDivergence.accept(new Divergence(signed.member(), own, signed));
        }
    }

    private boolean add(Open opened, SignedCheckpoint signed) {
        if (!opened.checkpoint.equals(signed.checkpoint())) {
            report(opened.checkpoint, signed);
            return false;
        }
        opened.cosignatures.put(signed.member(), signed);
        latest.merge(signed.member(), signed.checkpoint().size(), Math::max);
        CheckpointNote note = opened.note();
        MemberSet signing = members.at(opened.checkpoint.size());
        if (signing.isVouchedFor(opened.cosignatures.keySet()) && isNotBefore(vouchedNote, note)) {
            vouchedNote = Optional.of(note);
        }
        if (!signing.isFinal(opened.cosignatures.keySet())) {
            return false;
        }
        if (isNotBefore(finalNote, note)) {
            finalNote = Optional.of(note);
        }
        open.headMap(opened.checkpoint.size()).clear();
        return true;
    }

    private static boolean isNotBefore(Optional<CheckpointNote> before, CheckpointNote note) {
        return before.filter(
                        kept -> kept.checkpoint().size() > note.checkpoint().size())
                .isEmpty();
    }

    /// The size of the log that the latest final checkpoint covers.
    public long finalSize() {
        return finalNote.map(note -> note.checkpoint().size()).orElse(0L);
    }

    public Optional<CheckpointNote> finalNote() {
        return finalNote;
    }

    /// The latest checkpoint of this member's that more than a third of the weight has signed.
    public Optional<CheckpointNote> vouchedNote() {
        return vouchedNote;
    }

    /// The size that each member was last heard to have signed.
    public Map<MemberId, Long> latestSizes() {
        return new TreeMap<>(latest);
    }
}
