package health.salus.proof;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.util.ArrayList;
import java.util.List;

/// The right edge of a growing log: the complete subtrees that its size is made of, one for each bit that is set
/// (RFC 9162 section 2.1.1). Enough to append and to know the root. Not for use by several threads.
public final class MerkleFrontier {

    private final List<Digest> peaks;
    private long size;

    private MerkleFrontier(long size, List<Digest> peaks) {
        this.size = size;
        this.peaks = peaks;
    }

    /// Takes each subtree that an append completes, the leaf itself first.
    @FunctionalInterface
    public interface NodeWriter {
        void completed(int level, long index, Digest hash);

        /// For who needs the root only.
        NodeWriter NONE = (_, _, _) -> {};
    }

    public static MerkleFrontier empty() {
        return new MerkleFrontier(0, new ArrayList<>());
    }

    /// The edge of a log that exists.
    public static MerkleFrontier of(long size, MerkleTree.NodeReader nodes) {
        List<Digest> peaks = new ArrayList<>();
        for (int level = MerkleTree.MAX_PATH_LENGTH - 1; level >= 0; level--) {
            if ((size >>> level & 1) == 1) {
                peaks.add(nodes.node(level, (size >>> level) - 1));
            }
        }
        return new MerkleFrontier(size, peaks);
    }

    public MerkleFrontier copy() {
        return new MerkleFrontier(size, new ArrayList<>(peaks));
    }

    public long size() {
        return size;
    }

    public void append(Octets entry, NodeWriter writer) {
        append(MerkleTree.leafHash(entry), writer);
    }

    public void append(Digest leafHash, NodeWriter writer) {
        Digest hash = leafHash;
        long index = size;
        int level = 0;
        writer.completed(level, index, hash);
        while ((index & 1) == 1) {
            hash = MerkleTree.nodeHash(peaks.removeLast(), hash);
            index >>>= 1;
            level++;
            writer.completed(level, index, hash);
        }
        peaks.add(hash);
        size++;
    }

    public Digest root() {
        if (peaks.isEmpty()) {
            return MerkleTree.EMPTY_ROOT;
        }
        Digest root = peaks.getLast();
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = MerkleTree.nodeHash(peaks.get(i), root);
        }
        return root;
    }
}
