package health.salus.testkit.ledger;

import health.salus.crypto.CoseSign1;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.state.StateChanges;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import health.salus.proof.MerkleFrontier;
import health.salus.proof.SparseMerkle;
import health.salus.proof.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A whole ledger in memory, with the reference tree as its state. Keeps everything that [LedgerStoreContract] asks
/// for, proofs included, and can lose what was not durable.
public final class InMemoryLedgerStore implements LedgerStore {

    private record NodePlace(int level, long index) implements Comparable<NodePlace> {
        @Override
        public int compareTo(NodePlace other) {
            return level != other.level ? Integer.compare(level, other.level) : Long.compare(index, other.index);
        }
    }

    private record Prepared(InMemoryLedgerStore owner, long afterHeight, SparseMerkle tree, StateChanges changes)
            implements PreparedState {
        @Override
        public Digest root() {
            return tree.root();
        }
    }

    /// A block with the changes that it made.
    private record Written(Block block, StateChanges changes) {}

    // All guarded by this object's monitor.
    private final List<Written> written = new ArrayList<>();
    private final SortedMap<StateKey, Octets> values = new TreeMap<>();
    private final Map<Digest, TransactionLocation> transactions = new TreeMap<>();
    private final Map<NodePlace, Digest> nodes = new TreeMap<>();
    private final MerkleFrontier frontier = MerkleFrontier.empty();
    private SparseMerkle tree = SparseMerkle.EMPTY;
    private int durableBlocks;
    private long firstBlock;
    private boolean full;

    @Override
    public synchronized long height() {
        return written.size() - 1L;
    }

    @Override
    public synchronized long logSize() {
        return frontier.size();
    }

    @Override
    public synchronized Digest stateRoot() {
        return tree.root();
    }

    @Override
    public StateReader state() {
        return this::value;
    }

    private synchronized Optional<Octets> value(StateKey key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public synchronized PreparedState prepare(StateChanges changes) {
        Map<Digest, Optional<Octets>> byDigest = new TreeMap<>();
        changes.byKey().forEach((key, value) -> byDigest.put(key.digest(), value));
        return new Prepared(this, height(), tree.with(byDigest), changes);
    }

    @Override
    public synchronized void commit(Block block, PreparedState state, boolean durable) {
        if (full) {
            throw new SalusException(ErrorCode.STORAGE_FULL, "no space is left");
        }
        boolean prepared = state instanceof Prepared mine && mine.owner == this && mine.afterHeight == height();
        if (!prepared || block.height() != height() + 1 || block.firstEntry() != logSize()) {
            throw new IllegalStateException(
                    "block " + block.height() + " does not follow block " + height() + ", or its state does not");
        }
        apply(block, (Prepared) state);
        durableBlocks = durable ? written.size() : durableBlocks;
    }

    private void apply(Block block, Prepared state) {
        for (int i = 0; i < block.items().size(); i++) {
            Block.Item item = block.items().get(i);
            Digest id = Transaction.id(CoseSign1.parse(item.envelope()).payload());
            transactions.put(id, new TransactionLocation(block.height(), i));
            append(item.entry());
        }
        append(block.headerEntry());
        state.changes
                .byKey()
                .forEach((key, value) ->
                        value.ifPresentOrElse(present -> values.put(key, present), () -> values.remove(key)));
        tree = state.tree;
        written.add(new Written(block, state.changes));
    }

    private void append(Octets entry) {
        frontier.append(entry, (level, index, hash) -> nodes.put(new NodePlace(level, index), hash));
    }

    @Override
    public synchronized Optional<Block> block(long height) {
        return height < firstBlock || height > height()
                ? Optional.empty()
                : Optional.of(written.get((int) height).block());
    }

    @Override
    public synchronized long firstBlock() {
        return firstBlock;
    }

    @Override
    public long firstIndexed() {
        return 0;
    }

    @Override
    public synchronized void prune(long below) {
        if (below > height()) {
            throw new IllegalArgumentException("the last block stays");
        }
        firstBlock = Math.max(firstBlock, below);
        durableBlocks = Math.max(durableBlocks, (int) below);
    }

    @Override
    public synchronized long heightOf(long entry) {
        return written.stream()
                .map(Written::block)
                .filter(block -> entry >= block.firstEntry() && entry < block.logSize())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the log has no entry " + entry))
                .height();
    }

    @Override
    public synchronized Optional<TransactionLocation> find(Digest transactionId) {
        return Optional.ofNullable(transactions.get(transactionId));
    }

    @Override
    public synchronized Digest logNode(int level, long index) {
        return Optional.ofNullable(nodes.get(new NodePlace(level, index)))
                .orElseThrow(() -> new SalusException(
                        ErrorCode.NOT_FOUND,
                        "a log of " + logSize() + " entries has no complete subtree " + index + " at level " + level));
    }

    @Override
    public synchronized StateProof prove(StateKey key) {
        return new StateProof(
                height(), stateRoot(), value(key), tree.prove(key.digest()).encode());
    }

    /// From now on, or until it is undone, there is no space for another block.
    public synchronized void setFull(boolean isFull) {
        full = isFull;
    }

    /// The keys that have a value, in their order.
    public synchronized List<StateKey> keys() {
        return List.copyOf(values.keySet());
    }

    /// What a power cut leaves: the blocks up to the last durable one.
    public synchronized InMemoryLedgerStore afterPowerCut() {
        return first(durableBlocks);
    }

    /// What a backup has that was made when the store was at this height.
    public synchronized InMemoryLedgerStore backup(long height) {
        return first((int) height + 1);
    }

    private InMemoryLedgerStore first(int blocks) {
        InMemoryLedgerStore survivor = new InMemoryLedgerStore();
        for (Written each : written.subList(0, blocks)) {
            survivor.commit(each.block, survivor.prepare(each.changes), true);
        }
        survivor.firstBlock = firstBlock;
        return survivor;
    }

    @Override
    public void close() {
        // Memory needs no closing; the contents stay, so that a test can look at them.
    }
}
