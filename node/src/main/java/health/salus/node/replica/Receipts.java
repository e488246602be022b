package health.salus.node.replica;

import health.salus.contracts.identity.KeyRecord;
import health.salus.contracts.identity.Keys;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleTree;
import health.salus.proof.receipt.Receipt;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.SignedTransaction;
import java.util.Optional;

/// Makes receipts: what was decided, and the proof that it is in the log that the members signed.
final class Receipts {

    private final LedgerStore store;
    private final Finality finality;
    private final MemberSet members;

    Receipts(LedgerStore store, Finality finality, MemberSet members) {
        this.store = store;
        this.finality = finality;
        this.members = members;
    }

    /// Empty when the transaction is not in a final block (yet).
    Optional<Octets> of(Digest transactionId) {
        return store.find(transactionId).flatMap(location -> {
            Block block = store.block(location.height()).orElseThrow();
            return finality.finalNote()
                    .filter(note -> note.checkpoint().size() >= block.logSize())
                    .map(note -> receipt(block, location.itemIndex(), note));
        });
    }

    private Octets receipt(Block block, int itemIndex, CheckpointNote note) {
        Block.Item item = block.items().get(itemIndex);
        long index = block.firstEntry() + itemIndex;
        Receipt.Content content = new Receipt.OfTransaction(item.envelope(), item.outcome(), signer(item.envelope()));
        Receipt.Inclusion inclusion = new Receipt.Inclusion(
                index, MerkleTree.inclusion(index, note.checkpoint().size(), store::logNode));
        return Octets.utf8(new Receipt(content, members, item.entry(), inclusion, note).format());
    }

    private Optional<VerificationKey> signer(Octets envelope) {
        Attestation attestation =
                SignedTransaction.parse(envelope).transaction().attestation();
        PrincipalId signer = switch (attestation) {
            case Attestation.PrincipalSigned signed -> signed.actor();
            case Attestation.MemberAsserted asserted -> GenesisState.serviceOf(asserted.member());
        };
        return Keys.of(store.state()).find(signer, attestation.key()).map(KeyRecord::key);
    }
}
