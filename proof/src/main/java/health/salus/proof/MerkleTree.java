package health.salus.proof;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The Merkle tree of the log (RFC 9162 section 2.1): its hashes, and proofs of inclusion and consistency, made and
/// checked.
///
/// An index counts entries from 0, a size counts entries from 1; a tree of size n has the indexes 0 to n - 1.
public final class MerkleTree {

    /// The longest path in a tree whose size fits in 63 bits.
    public static final int MAX_PATH_LENGTH = 63;

    /// RFC 9162 section 2.1.1: the hash of an empty list is the hash of an empty string.
    public static final Digest EMPTY_ROOT = Digest.sha256(Octets.EMPTY);

    private static final Octets LEAF = Octets.of((byte) 0x00);
    private static final Octets NODE = Octets.of((byte) 0x01);

    private MerkleTree() {}

    /// Gives the hashes of complete subtrees: `level` 0 is a leaf hash, and subtree `index` of a level covers the
    /// entries from `index * 2^level` on.
    @FunctionalInterface
    public interface NodeReader {
        Digest node(int level, long index);
    }

    public static Digest leafHash(Octets entry) {
        return Digest.sha256(LEAF, entry);
    }

    public static Digest nodeHash(Digest left, Digest right) {
        return Digest.sha256(NODE, left.octets(), right.octets());
    }

    /// The root of the first `size` entries.
    public static Digest root(long size, NodeReader nodes) {
        requireSize(size);
        return size == 0 ? EMPTY_ROOT : subtree(0, size, nodes);
    }

    /// Section 2.1.3.1: the siblings on the way from the entry to the root, the lowest first.
    public static List<Digest> inclusion(long index, long size, NodeReader nodes) {
        requireSize(size);
        if (index < 0 || index >= size) {
            throw new SalusException(ErrorCode.NOT_FOUND, "a log of " + size + " entries has no index " + index);
        }
        List<Digest> path = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + split(to - from);
            if (index < middle) {
                path.add(subtree(middle, to, nodes));
                to = middle;
            } else {
                path.add(subtree(from, middle, nodes));
                from = middle;
            }
        }
        return path.reversed();
    }

    /// Section 2.1.4.1: what shows that the tree of `first` entries is the beginning of the tree of `second`.
    public static List<Digest> consistency(long first, long second, NodeReader nodes) {
        requireSize(first);
        requireSize(second);
        if (first > second) {
            throw new SalusException(
                    ErrorCode.NOT_FOUND, "a log of " + second + " entries has no beginning of " + first);
        }
        List<Digest> path = new ArrayList<>();
        if (first == 0 || first == second) {
            return path;
        }
        long from = 0;
        long to = second;
        boolean whole = true;
        while (first != to) {
            long middle = from + split(to - from);
            if (first <= middle) {
                path.add(subtree(middle, to, nodes));
                to = middle;
            } else {
                path.add(subtree(from, middle, nodes));
                from = middle;
                whole = false;
            }
        }
        if (!whole) {
            path.add(subtree(from, to, nodes));
        }
        return path.reversed();
    }

    /// Section 2.1.3.2, up to the comparison: the root that this path leads to. Empty if the index lies outside the
    /// tree, or if the path has not the one length that a path from this index in a tree of this size has.
    public static Optional<Digest> rootOfInclusion(long index, long size, Digest leafHash, List<Digest> path) {
        if (index < 0 || index >= size) {
            return Optional.empty();
        }
        long fn = index;
        long sn = size - 1;
        Digest hash = leafHash;
        for (Digest sibling : path) {
            if (sn == 0) {
                return Optional.empty();
            }
            if ((fn & 1) == 1 || fn == sn) {
                hash = nodeHash(sibling, hash);
                int climb = fn == 0 ? 0 : Long.numberOfTrailingZeros(fn);
                fn >>>= climb;
                sn >>>= climb;
            } else {
                hash = nodeHash(hash, sibling);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 ? Optional.of(hash) : Optional.empty();
    }

    /// Section 2.1.3.2.
    public static boolean verifyInclusion(long index, long size, Digest leafHash, Digest root, List<Digest> path) {
        return rootOfInclusion(index, size, leafHash, path).filter(root::equals).isPresent();
    }

    /// Section 2.1.4.2, and beyond it: the empty tree is the beginning of every tree, and equal sizes need equal
    /// roots. Both take an empty path and no other.
    public static boolean verifyConsistency(
            long first, long second, Digest firstRoot, Digest secondRoot, List<Digest> path) {
        if (first < 0 || first > second) {
            return false;
        }
        if (first == second) {
            return path.isEmpty() && firstRoot.equals(secondRoot) && (first > 0 || firstRoot.equals(EMPTY_ROOT));
        }
        if (first == 0) {
            return path.isEmpty() && firstRoot.equals(EMPTY_ROOT);
        }
        return !path.isEmpty() && rootsMatch(first, second, firstRoot, secondRoot, path);
    }

    private static boolean rootsMatch(long first, long second, Digest firstRoot, Digest secondRoot, List<Digest> path) {
        // Step 2: a first size that is a power of two has its own root as the first node, which the path leaves out.
        boolean complete = Long.bitCount(first) == 1;
        Digest start = complete ? firstRoot : path.getFirst();
        // Step 4.
        int climb = Long.numberOfTrailingZeros(~(first - 1));
        long fn = (first - 1) >>> climb;
        long sn = (second - 1) >>> climb;
        Digest fr = start;
        Digest sr = start;
        for (Digest sibling : path.subList(complete ? 0 : 1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = nodeHash(sibling, fr);
                sr = nodeHash(sibling, sr);
                int shift = fn == 0 ? 0 : Long.numberOfTrailingZeros(fn);
                fn >>>= shift;
                sn >>>= shift;
            } else {
                sr = nodeHash(sr, sibling);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && fr.equals(firstRoot) && sr.equals(secondRoot);
    }

    /// The hash over the entries from `from` to before `to`, where `from` is where such a subtree may begin.
    private static Digest subtree(long from, long to, NodeReader nodes) {
        long count = to - from;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return nodes.node(level, from >>> level);
        }
        long middle = from + split(count);
        return nodeHash(subtree(from, middle, nodes), subtree(middle, to, nodes));
    }

    /// The largest power of two smaller than the count, which is at least 2.
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }

    private static void requireSize(long size) {
        if (size < 0) {
            throw new SalusException(ErrorCode.MALFORMED, "the size of a log is not negative");
        }
    }
}
