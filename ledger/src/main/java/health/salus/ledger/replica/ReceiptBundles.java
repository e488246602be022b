package health.salus.ledger.replica;

import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.ledger.block.LedgerStore;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MerkleTree;
import health.salus.proof.receipt.Bundle;
import java.util.Optional;

/// What lies beside receipts, for anybody: the changes of members, and bundles. They hold no transaction, only what
/// members signed (docs/formats/bundle.md).
public final class ReceiptBundles {

    private final NetworkId network;
    private final LedgerStore store;
    private final MemberChanges changes;

    public ReceiptBundles(NetworkId network, LedgerStore store, MemberChanges changes) {
        this.network = network;
        this.store = store;
        this.changes = changes;
    }

    /// The file of all changes of members.
    public Octets members() {
        return Octets.utf8(changes.chain().format(network));
    }

    /// The bundle for every receipt against a checkpoint of this size; empty where the final one does not cover it.
    ///
    /// @param size of the receipt's checkpoint, in entries
    /// @param finalNote with its members' signatures of both kinds
    public Optional<Octets> bundle(long size, CheckpointNote finalNote) {
        long covered = finalNote.checkpoint().size();
        if (size < 1 || size > covered) {
            return Optional.empty();
        }
        Bundle bundle =
                new Bundle(network, changes.chain(), MerkleTree.consistency(size, covered, store::logNode), finalNote);
        return Optional.of(Octets.utf8(bundle.format()));
    }
}
