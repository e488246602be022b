package health.salus.ledger.block;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.ledger.state.StateChanges;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import java.util.Optional;

/// Keeps blocks, the log's hashes and the authenticated state; everything of one block becomes durable at once or not
/// at all.
///
/// One thread writes. Any thread reads, and sees whole blocks only.
public interface LedgerStore extends AutoCloseable {

    /// The height of a ledger that has not begun.
    long NO_BLOCK = -1;

    /// The height of the last block, or [#NO_BLOCK].
    long height();

    /// The number of entries in the log.
    long logSize();

    /// The root of the state after the last block.
    Digest stateRoot();

    /// The state after the last block; stays on that block while the caller holds it only for the length of one `get`.
    StateReader state();

    /// Computes the root that the changes lead to, and keeps what [#commit] will write. Nothing is stored yet.
    PreparedState prepare(StateChanges changes);

    /// Writes the block, its log entries' hashes, the prepared state and the index of transactions, atomically.
    ///
    /// @param durable when true, returns after the write would survive a power cut
    void commit(Block block, PreparedState state, boolean durable);

    Optional<Block> block(long height);

    /// The height from which on the blocks are kept here; 0 while nothing was pruned.
    long firstBlock();

    /// The height from which on [#find] knows the transactions; 0 unless this ledger began with a snapshot whose older
    /// blocks were not fetched yet. What is older cannot be in a block again: its time is over.
    long firstIndexed();

    /// Removes the blocks below a height, durably. The log's hashes, the index of transactions and the state stay.
    ///
    /// @param below at most the last block's height, which always stays
    void prune(long below);

    /// The height of the block that has an entry of the log, whether or not the block is kept here.
    ///
    /// @param entry an index below [#logSize]
    long heightOf(long entry);

    /// Where a transaction is, if it is in a block.
    Optional<TransactionLocation> find(Digest transactionId);

    /// The hash of a complete subtree of the log: `level` 0 is a leaf hash (RFC 9162 section 2.1.1).
    Digest logNode(int level, long index);

    /// Proof that the key has its value, or none, after the last block.
    StateProof prove(StateKey key);

    @Override
    void close();

    /// What [#prepare] found; valid for the next commit only.
    interface PreparedState {
        Digest root();
    }

    /// @param itemIndex position in the block's items
    record TransactionLocation(long height, int itemIndex) {}

    /// @param proof a `SparseMerkleProof` of the proof module, encoded
    record StateProof(long height, Digest root, Optional<Octets> value, Octets proof) {}
}
