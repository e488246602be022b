package health.salus.ledger.store;

import health.salus.kernel.Digest;
import health.salus.ledger.store.StatePage.Slot;
import health.salus.ledger.store.TreeHash.Kind;
import health.salus.proof.SparseMerkleProof;
import health.salus.proof.SparseMerkleProof.OtherLeaf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Collects the siblings on the way from the root to where a key's leaf is, or would be.
final class StateProver {

    private final PageReader reader;
    private final TreeHash hashes = new TreeHash();
    private final List<Digest> path = new ArrayList<>();

    StateProver(PageReader reader) {
        this.reader = reader;
    }

    SparseMerkleProof prove(byte[] key) {
        Slot end = descend(key);
        boolean another = end.kind() == Kind.LEAF && !Arrays.equals(end.key(), key);
        Optional<OtherLeaf> other = another
                ? Optional.of(new OtherLeaf(Digest.of(end.key()), Digest.of(end.valueHash())))
                : Optional.empty();
        return SparseMerkleProof.of(path, other);
    }

    /// Whether the key has a leaf in the tree.
    boolean finds(byte[] key) {
        Slot end = descend(key);
        return end.kind() == Kind.LEAF && Arrays.equals(end.key(), key);
    }

    /// The leaf or the empty place at which the way ends.
    private Slot descend(byte[] key) {
        for (int depth = 0; depth < PageKey.MAX_DEPTH; depth++) {
            StatePage page = reader.page(PageKey.of(key, depth))
                    .map(bytes -> StatePage.decode(bytes, hashes))
                    .orElseGet(StatePage::new);
            Slot end = within(page, PageKey.nibble(key, depth));
            if (end.kind() != Kind.NODE) {
                return end;
            }
        }
        throw new IllegalStateException("the tree is deeper than its keys are long");
    }

    private Slot within(StatePage page, int nibble) {
        int from = 0;
        int width = StatePage.SLOTS;
        Slot here = page.subtree(from, width, hashes);
        while (here.kind() == Kind.NODE && width > 1) {
            width /= 2;
            boolean right = (nibble & width) != 0;
            path.add(Digest.of(
                    page.subtree(right ? from : from + width, width, hashes).hash()));
            from += right ? width : 0;
            here = page.subtree(from, width, hashes);
        }
        return here;
    }
}
