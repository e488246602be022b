package health.salus.proof;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Shows that a key has a value under a state root, or that it has none (docs/formats/sparse-merkle.md).
///
/// The path goes from the root to where the key's leaf is, or would be. There is either that leaf, or nothing, or
/// the leaf of another key whose bits agree so far: in the last two cases the key has no value.
///
/// @param depth the number of levels of the path
/// @param filled one bit for each level from the root on, the highest first: 1 where the sibling is not empty
/// @param siblings the siblings that are not empty, from the root on
/// @param other the leaf of another key that stands in the key's place
public record SparseMerkleProof(
        int version, int depth, Octets filled, List<Digest> siblings, Optional<OtherLeaf> other) {

    public static final int VERSION = 1;
    public static final int MAX_DEPTH = 8 * Digest.LENGTH_BYTES;

    /// All siblings filled, and another leaf.
    public static final int MAX_BYTES = 16 * 1024;

    private static final RecordCodec<SparseMerkleProof> CODEC = RecordCodec.of(SparseMerkleProof.class);

    public record OtherLeaf(Digest key, Digest valueHash) {}

    public SparseMerkleProof {
        siblings = List.copyOf(siblings);
        if (version != VERSION) {
            throw new SalusException(
                    ErrorCode.UNSUPPORTED_VERSION, "state proof version " + version + "; supported: " + VERSION);
        }
        if (depth < 0 || depth > MAX_DEPTH || filled.length() != (depth + 7) / 8) {
            throw malformed("the path has 0 to " + MAX_DEPTH + " levels, and a bit for each");
        }
        int count = 0;
        for (int i = 0; i < filled.length(); i++) {
            count += Integer.bitCount(filled.at(i) & 0xff);
        }
        // A collapsed tree has no leaf, and no gap, whose sibling is empty: it would stand one level higher.
        boolean lastFilled = depth == 0 || bit(filled, depth - 1);
        boolean padded = depth % 8 == 0 || (filled.at(filled.length() - 1) & ((0xff >>> (depth % 8)) & 0xff)) == 0;
        if (count != siblings.size() || !lastFilled || !padded || siblings.contains(Digest.ZERO)) {
            throw malformed("the siblings do not fit the bits that announce them");
        }
    }

    /// @param path the siblings from the root on, the empty ones as zeros
    public static SparseMerkleProof of(List<Digest> path, Optional<OtherLeaf> other) {
        byte[] filled = new byte[(path.size() + 7) / 8];
        List<Digest> siblings = new ArrayList<>();
        for (int level = 0; level < path.size(); level++) {
            if (!path.get(level).equals(Digest.ZERO)) {
                filled[level / 8] |= (byte) (0x80 >>> (level % 8));
                siblings.add(path.get(level));
            }
        }
        return new SparseMerkleProof(VERSION, path.size(), Octets.wrap(filled), siblings, other);
    }

    /// True if, under this root, the key has exactly this value; with no value, if the key has none.
    public boolean verify(Digest root, Digest key, Optional<Octets> value) {
        Optional<Digest> start = value.map(bytes -> SparseMerkle.leafHash(key, Digest.sha256(bytes)));
        if (start.isPresent() && other.isPresent()) {
            return false;
        }
        if (other.isPresent()) {
            Digest otherKey = other.get().key();
            if (otherKey.equals(key) || !agree(otherKey, key, depth)) {
                return false;
            }
            start = Optional.of(SparseMerkle.leafHash(otherKey, other.get().valueHash()));
        }
        Digest hash = start.orElse(Digest.ZERO);
        int sibling = siblings.size();
        for (int level = depth - 1; level >= 0; level--) {
            Digest beside = bit(filled, level) ? siblings.get(--sibling) : Digest.ZERO;
            hash = bit(key.octets(), level) ? SparseMerkle.nodeHash(beside, hash) : SparseMerkle.nodeHash(hash, beside);
        }
        return hash.equals(root);
    }

    public Octets encode() {
        return CODEC.encode(this);
    }

    public static SparseMerkleProof decode(Octets encoded) {
        return CODEC.decode(encoded, MAX_BYTES);
    }

    /// The bit that decides at this level: 0 goes left. Level 0 is the root's, and takes the highest bit of the
    /// first byte.
    static boolean bit(Octets octets, int level) {
        return (octets.at(level / 8) >>> (7 - level % 8) & 1) == 1;
    }

    private static boolean agree(Digest a, Digest b, int levels) {
        for (int level = 0; level < levels; level++) {
            if (bit(a.octets(), level) != bit(b.octets(), level)) {
                return false;
            }
        }
        return true;
    }

    private static SalusException malformed(String detail) {
        return new SalusException(ErrorCode.MALFORMED, detail);
    }
}
