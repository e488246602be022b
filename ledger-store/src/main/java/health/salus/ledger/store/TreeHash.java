package health.salus.ledger.store;

import health.salus.kernel.Digest;
import java.security.MessageDigest;
import java.util.Arrays;

/// The hashes of the sparse Merkle tree (docs/formats/sparse-merkle.md), on arrays, since a block computes many
/// thousands.
final class TreeHash {

    static final int HASH_BYTES = Digest.LENGTH_BYTES;

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;
    private static final byte[] EMPTY = new byte[HASH_BYTES];

    private final MessageDigest sha256 = Digest.newSha256();

    /// What stands at a position of the tree: nothing, one leaf alone in its subtree, or an inner node.
    enum Kind {
        EMPTY,
        LEAF,
        NODE
    }

    static boolean isEmpty(byte[] hash) {
        return Arrays.equals(hash, EMPTY);
    }

    static byte[] empty() {
        return EMPTY;
    }

    byte[] leaf(byte[] key, byte[] valueHash) {
        sha256.update(LEAF);
        sha256.update(key);
        return sha256.digest(valueHash);
    }

    byte[] node(byte[] left, byte[] right) {
        sha256.update(NODE);
        sha256.update(left);
        return sha256.digest(right);
    }

    byte[] value(byte[] value) {
        return sha256.digest(value);
    }
}
