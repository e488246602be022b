package health.salus.proof;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The authenticated map of the state, as an immutable tree in memory: the definition that stores are measured
/// against (docs/formats/sparse-merkle.md).
///
/// A key of 256 bits is a path from the root. A subtree with one leaf is that leaf, wherever it stands; one with
/// none is 32 zero bytes.
public final class SparseMerkle {

    /// A tree without keys.
    public static final SparseMerkle EMPTY = new SparseMerkle(new Nothing());

    private static final Octets LEAF = Octets.of((byte) 0x00);
    private static final Octets NODE = Octets.of((byte) 0x01);

    private sealed interface Subtree {
        Digest hash();
    }

    private record Nothing() implements Subtree {
        @Override
        public Digest hash() {
            return Digest.ZERO;
        }
    }

    private record Leaf(Digest key, Digest valueHash, Digest hash) implements Subtree {}

    private record Branch(Subtree left, Subtree right, Digest hash) implements Subtree {}

    private final Subtree top;

    private SparseMerkle(Subtree top) {
        this.top = top;
    }

    public static Digest leafHash(Digest key, Digest valueHash) {
        return Digest.sha256(LEAF, key.octets(), valueHash.octets());
    }

    public static Digest nodeHash(Digest left, Digest right) {
        return Digest.sha256(NODE, left.octets(), right.octets());
    }

    public Digest root() {
        return top.hash();
    }

    /// The tree after these changes; an empty value removes its key.
    public SparseMerkle with(Map<Digest, Optional<Octets>> changes) {
        Subtree changed = top;
        for (Map.Entry<Digest, Optional<Octets>> change : changes.entrySet()) {
            Digest key = change.getKey();
            if (change.getValue().isPresent()) {
                Digest valueHash = Digest.sha256(change.getValue().get());
                changed = put(changed, new Leaf(key, valueHash, leafHash(key, valueHash)), 0);
            } else {
                changed = remove(changed, key, 0);
            }
        }
        return new SparseMerkle(changed);
    }

    private static Subtree put(Subtree subtree, Leaf leaf, int level) {
        return switch (subtree) {
            case Nothing _ -> leaf;
            case Leaf there when there.key.equals(leaf.key) -> leaf;
            case Leaf there -> put(put(branch(new Nothing(), new Nothing()), there, level), leaf, level);
            case Branch(Subtree left, Subtree right, Digest _) ->
                right(leaf.key, level)
                        ? branch(left, put(right, leaf, level + 1))
                        : branch(put(left, leaf, level + 1), right);
        };
    }

    private static Subtree remove(Subtree subtree, Digest key, int level) {
        return switch (subtree) {
            case Nothing nothing -> nothing;
            case Leaf there -> there.key.equals(key) ? new Nothing() : there;
            case Branch(Subtree left, Subtree right, Digest _) ->
                right(key, level)
                        ? collapsed(left, remove(right, key, level + 1))
                        : collapsed(remove(left, key, level + 1), right);
        };
    }

    private static Branch branch(Subtree left, Subtree right) {
        return new Branch(left, right, nodeHash(left.hash(), right.hash()));
    }

    /// A leaf that is left alone moves up.
    private static Subtree collapsed(Subtree left, Subtree right) {
        if (right instanceof Nothing && !(left instanceof Branch)) {
            return left;
        }
        if (left instanceof Nothing && !(right instanceof Branch)) {
            return right;
        }
        return branch(left, right);
    }

    private static boolean right(Digest key, int level) {
        return SparseMerkleProof.bit(key.octets(), level);
    }

    /// Proof of the key's value, or of its absence.
    public SparseMerkleProof prove(Digest key) {
        List<Digest> siblings = new ArrayList<>();
        Subtree subtree = top;
        while (subtree instanceof Branch(Subtree left, Subtree right, Digest _)) {
            boolean goesRight = right(key, siblings.size());
            siblings.add(goesRight ? left.hash() : right.hash());
            subtree = goesRight ? right : left;
        }
        Optional<SparseMerkleProof.OtherLeaf> other = subtree instanceof Leaf leaf && !leaf.key.equals(key)
                ? Optional.of(new SparseMerkleProof.OtherLeaf(leaf.key, leaf.valueHash))
                : Optional.empty();
        return SparseMerkleProof.of(siblings, other);
    }
}
