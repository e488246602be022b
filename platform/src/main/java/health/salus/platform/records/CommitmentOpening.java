package health.salus.platform.records;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.proof.MerkleTree;
import health.salus.vault.segment.OpenedSegment;
import java.util.ArrayList;
import java.util.List;

/// What shows that a document is the one which the ledger committed to, and nothing about the others of its segment.
///
/// @param transaction that holds the segment's root
/// @param index of the document in its segment
/// @param count how many documents the segment has
/// @param salt the key of the commitment
/// @param path from the commitment to the segment's root (RFC 9162 section 2.1.3)
public record CommitmentOpening(
        StoredRecord document, Digest transaction, int index, int count, Octets salt, List<Digest> path) {

    public CommitmentOpening {
        path = List.copyOf(path);
    }

    static CommitmentOpening of(StoredRecord document, Digest transaction, OpenedSegment opened, int index) {
        int count = opened.commitments().size();
        return new CommitmentOpening(
                document,
                transaction,
                index,
                count,
                opened.salt(index),
                MerkleTree.inclusion(index, count, nodes(opened.commitments())));
    }

    /// The complete subtrees over the commitments, level by level: a segment has at most a few hundred.
    private static MerkleTree.NodeReader nodes(List<Digest> commitments) {
        List<List<Digest>> levels = new ArrayList<>();
        List<Digest> level = commitments.stream()
                .map(commitment -> MerkleTree.leafHash(commitment.octets()))
                .toList();
        while (!level.isEmpty()) {
            levels.add(level);
            List<Digest> above = new ArrayList<>();
            for (int left = 0; left + 1 < level.size(); left += 2) {
                above.add(MerkleTree.nodeHash(level.get(left), level.get(left + 1)));
            }
            level = above;
        }
        return (height, index) -> levels.get(height).get((int) index);
    }
}
