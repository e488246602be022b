package health.salus.simulator;

import health.salus.kernel.Digest;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.state.StateChanges;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import health.salus.testkit.ledger.InMemoryLedgerStore;
import java.util.Optional;
import java.util.function.Supplier;

/// A member's disk as its process sees it: dies with the fuse before and after each write, and now and then brings to
/// the platter what nobody asked to be durable, as operating systems do. What is damaged cannot be read, and ends the
/// process.
final class FragileStore implements LedgerStore {

    private static final int WRITTEN_BACK_ONE_IN = 3;

    private final MemberDisk whole;
    private final InMemoryLedgerStore disk;
    private final Fuse fuse;
    private final SeededRandom random;

    FragileStore(MemberDisk whole, SeededRandom random) {
        this.whole = whole;
        this.disk = whole.ledger();
        this.fuse = whole.fuse();
        this.random = random;
    }

    private void read(Supplier<Damage> place) {
        if (whole.damage().filter(damage -> damage.equals(place.get())).isPresent()) {
            whole.nameDamage();
            throw fuse.burnt("since its disk is damaged: " + place.get());
        }
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
        StateReader state = disk.state();
        return key -> {
            read(() -> new Damage.OfValue(key));
            return state.get(key);
        };
    }

    @Override
    public Optional<Block> block(long height) {
        read(() -> new Damage.OfBlock(height));
        return disk.block(height);
    }

    @Override
    public long firstBlock() {
        return disk.firstBlock();
    }

    @Override
    public long firstIndexed() {
        return disk.firstIndexed();
    }

    @Override
    public void prune(long below) {
        fuse.pass("before blocks below " + below + " are pruned");
        disk.prune(below);
    }

    @Override
    public long heightOf(long entry) {
        return disk.heightOf(entry);
    }

    @Override
    public Optional<TransactionLocation> find(Digest transactionId) {
        return disk.find(transactionId);
    }

    @Override
    public Digest logNode(int level, long index) {
        read(() -> new Damage.OfLogNode(level, index));
        return disk.logNode(level, index);
    }

    @Override
    public StateProof prove(StateKey key) {
        read(() -> new Damage.OfValue(key));
        return disk.prove(key);
    }

    @Override
    public void close() {
        disk.close();
    }
}
