package health.salus.vault.segment;

import health.salus.kernel.Digest;
import java.security.MessageDigest;
import java.util.List;

/// The Merkle tree hash of RFC 9162 section 2.1.1 over a list that is known as a whole.
final class MerkleRoot {

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    private MerkleRoot() {}

    /// Hashing pair by pair, and carrying an odd last node up unchanged, splits at the largest power of two smaller
    /// than the count, as the recursive definition does.
    static Digest of(List<Digest> leaves, MessageDigest sha256) {
        if (leaves.isEmpty()) {
            return Digest.of(sha256.digest());
        }
        byte[][] level = new byte[leaves.size()][];
        for (int i = 0; i < level.length; i++) {
            sha256.update(LEAF);
            leaves.get(i).octets().update(sha256);
            level[i] = sha256.digest();
        }
        int count = level.length;
        while (count > 1) {
            int parents = 0;
            for (int i = 0; i + 1 < count; i += 2) {
                sha256.update(NODE);
                sha256.update(level[i]);
                sha256.update(level[i + 1]);
                level[parents++] = sha256.digest();
            }
            if (count % 2 == 1) {
                level[parents++] = level[count - 1];
            }
            count = parents;
        }
        return Digest.of(level[0]);
    }
}
