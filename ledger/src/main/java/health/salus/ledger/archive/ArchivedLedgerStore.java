package health.salus.ledger.archive;

import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.state.StateChanges;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import java.util.Optional;

/// A ledger whose old blocks lie in an archive, and are read as if they were still here: whoever proves something with
/// a block need not know where it is kept.
public final class ArchivedLedgerStore implements LedgerStore {

    private final LedgerStore store;
    private final BlockArchive archive;
    private final ArchivedBlocks archived;

    /// @param archive is closed with this store
    public ArchivedLedgerStore(NetworkId network, LedgerStore store, BlockArchive archive) {
        this.store = store;
        this.archive = archive;
        this.archived = new ArchivedBlocks(network, store, archive);
    }

    /// From the archive where it was pruned here.
    ///
    /// @throws health.salus.kernel.SalusException `ARCHIVE_UNREACHABLE` or `CORRUPT` when the archive does not give
    /// it:
    /// that it does not exist is said of no block that does
    @Override
    public Optional<Block> block(long height) {
        // Asked first: a block that is pruned meanwhile is in the archive already.
        Optional<Block> kept = store.block(height);
        return kept.isPresent() || height < 0 || height >= store.firstBlock()
                ? kept
                : Optional.of(archived.block(height));
    }

    @Override
    public long firstBlock() {
        return store.firstBlock();
    }

    @Override
    public long firstIndexed() {
        return store.firstIndexed();
    }

    @Override
    public void prune(long below) {
        store.prune(below);
    }

    @Override
    public long heightOf(long entry) {
        return store.heightOf(entry);
    }

    @Override
    public long height() {
        return store.height();
    }

    @Override
    public long logSize() {
        return store.logSize();
    }

    @Override
    public Digest stateRoot() {
        return store.stateRoot();
    }

    @Override
    public StateReader state() {
        return store.state();
    }

    @Override
    public PreparedState prepare(StateChanges changes) {
        return store.prepare(changes);
    }

    @Override
    public void commit(Block block, PreparedState state, boolean durable) {
        store.commit(block, state, durable);
    }

    @Override
    public Optional<TransactionLocation> find(Digest transactionId) {
        return store.find(transactionId);
    }

    @Override
    public Digest logNode(int level, long index) {
        return store.logNode(level, index);
    }

    @Override
    public StateProof prove(StateKey key) {
        return store.prove(key);
    }

    @Override
    public void close() {
        archive.close();
        store.close();
    }
}
