package health.salus.simulator;

import health.salus.kernel.Digest;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.state.StateChanges;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import health.salus.testkit.ledger.InMemoryLedgerStore;
import java.util.Optional;

/// A member's disk as its process sees it: dies with the fuse before and after each write, and now and then brings to
/// the platter what nobody asked to be durable, as operating systems do.
final class FragileStore implements LedgerStore {

    private static final int WRITTEN_BACK_ONE_IN = 3;

    private final InMemoryLedgerStore disk;
    private final Fuse fuse;
    private final SeededRandom random;

    FragileStore(InMemoryLedgerStore disk, Fuse fuse, SeededRandom random) {
        this.disk = disk;
        this.fuse = fuse;
        this.random = random;
    }

    @Override
    public PreparedState prepare(StateChanges changes) {
        fuse.pass("before the state is prepared");
        return disk.prepare(changes);
    }

    @Override
    public void commit(Block block, PreparedState state, boolean durable) {
        fuse.pass("before block " + block.height() + " is committed");
        disk.commit(block, state, durable || random.oneIn(WRITTEN_BACK_ONE_IN));
        fuse.pass("after block " + block.height() + " is committed");
    }

    @Override
    public long height() {
        return disk.height();
    }

    @Override
    public long logSize() {
        return disk.logSize();
    }

    @Override
    public Digest stateRoot() {
        return disk.stateRoot();
    }

    @Override
    public StateReader state() {
        return disk.state();
    }

    @Override
    public Optional<Block> block(long height) {
        return disk.block(height);
    }

    @Override
    public Optional<TransactionLocation> find(Digest transactionId) {
        return disk.find(transactionId);
    }

    @Override
    public Digest logNode(int level, long index) {
        return disk.logNode(level, index);
    }

    @Override
    public StateProof prove(StateKey key) {
        return disk.prove(key);
    }

    @Override
    public void close() {
        disk.close();
    }
}
