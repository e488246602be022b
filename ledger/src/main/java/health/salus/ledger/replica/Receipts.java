package health.salus.ledger.replica;

import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.block.LedgerStore.StateProof;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleTree;
import health.salus.proof.SparseMerkleProof;
import health.salus.proof.receipt.Receipt;
import health.salus.proof.transaction.SignedTransaction;
import java.util.Optional;
import java.util.function.LongFunction;

/// Makes receipts: what was decided, and the proof that it is in the log that the members signed.
public final class Receipts {

    private final LedgerStore store;
    private final LongFunction<MemberSet> members;
    private final SignerKeys keys;

    /// Finds the key that signed, whether or not it is still in force.
    @FunctionalInterface
    public interface SignerKeys {
        Optional<VerificationKey> of(SignedTransaction transaction, StateReader state);
    }

    /// @param members who signs checkpoints of a log of this size
    public Receipts(LedgerStore store, LongFunction<MemberSet> members, SignerKeys keys) {
        this.store = store;
        this.members = members;
        this.keys = keys;
    }

    /// Empty when the transaction is in no block that this final checkpoint covers.
    public Optional<Octets> of(Digest transactionId, CheckpointNote finalNote) {
        return store.find(transactionId).flatMap(location -> {
            Block block = store.block(location.height()).orElseThrow();
            return Optional.of(finalNote)
                    .filter(note -> note.checkpoint().size() >= block.logSize())
                    .map(note -> receipt(block, location.itemIndex(), note));
        });
    }

    /// The proof of what the state has at a key after its last block, or that it has nothing.
    ///
    /// @param proof from the store
    /// @param finalNote covers the proof's block
    public Octets of(StateKey key, StateProof proof, CheckpointNote finalNote) {
        Block block = store.block(proof.height()).orElseThrow();
        Receipt.Content content =
                new Receipt.OfState(key.digest(), proof.value(), SparseMerkleProof.decode(proof.proof()));
        return format(content, block.headerEntry(), block.logSize() - 1, finalNote);
    }

    private Octets receipt(Block block, int itemIndex, CheckpointNote note) {
        Block.Item item = block.items().get(itemIndex);
        long index = block.firstEntry() + itemIndex;
        Optional<VerificationKey> signer = keys.of(SignedTransaction.parse(item.envelope()), store.state());
        Receipt.Content content = new Receipt.OfTransaction(item.envelope(), item.outcome(), signer);
        return format(content, item.entry(), index, note);
    }

    private Octets format(Receipt.Content content, Octets entry, long index, CheckpointNote note) {
        Receipt.Inclusion inclusion = new Receipt.Inclusion(
                index, MerkleTree.inclusion(index, note.checkpoint().size(), store::logNode));
        MemberSet signers = members.apply(note.checkpoint().size());
        return Octets.utf8(Receipt.of(content, signers, entry, inclusion, note).format());
    }
}
