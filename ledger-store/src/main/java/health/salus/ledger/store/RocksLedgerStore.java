package health.salus.ledger.store;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.state.StateChanges;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import health.salus.ledger.store.Columns.Column;
import health.salus.ledger.store.TreeUpdate.Change;
import health.salus.proof.MerkleFrontier;
import health.salus.proof.SparseMerkleProof;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The ledger on disk, in RocksDB: one atomic write a block.
public final class RocksLedgerStore implements LedgerStore {

    static {
        // Before the first object of RocksDB is made, which is when the fields below are.
        RocksDB.loadLibrary();
    }

    static final byte[] META_KEY = {0};
    static final RecordCodec<Meta> META = RecordCodec.of(Meta.class);

    private final Columns columns;
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteOptions unsynced = new WriteOptions();
    private MerkleFrontier frontier;
    private volatile Meta meta;
    private final HotState hot;
    private final KeptBlocks kept;

    /// The last block's mark; written in the same batch as the block.
    record Meta(int version, long height, long logSize, Digest stateRoot) {
        /// 1 had a value of the state for each resource (decision 0098): contracts would not find them where they were.
        static final int VERSION = 2;
        static final Meta BEGINNING = new Meta(VERSION, NO_BLOCK, 0, Digest.ZERO);

        Meta {
            if (version != VERSION) {
                throw new SalusException(
                        ErrorCode.UNSUPPORTED_VERSION, "ledger store version " + version + "; supported: " + VERSION);
            }
        }
    }

    /// Opens the ledger in this directory, or begins one. One process at a time.
    public RocksLedgerStore(Path directory) {
        try {
            columns = new Columns(directory);
        } catch (RocksDBException failed) {
            throw StoreFailure.opening(directory, failed);
        }
        hot = new HotState(key ->
                columns.read(Column.STATE, key.digest().octets().toArray()).map(Octets::wrap));
        try {
            meta = columns.read(Column.META, META_KEY)
                    .map(Octets::wrap)
                    .map(META::decode)
                    .orElse(Meta.BEGINNING);
            frontier = MerkleFrontier.of(meta.logSize, this::logNode);
            kept = new KeptBlocks(columns);
        } catch (RuntimeException unreadable) {
            // Lets go of the directory, so that it can be repaired and opened again.
            columns.close();
            throw unreadable;
        }
    }

    @Override
    public long height() {
        return meta.height;
    }

    @Override
    public long logSize() {
        return meta.logSize;
    }

    @Override
    public Digest stateRoot() {
        return meta.stateRoot;
    }

    @Override
    public StateReader state() {
        return hot;
    }

    @Override
    public PreparedState prepare(StateChanges changes) {
        TreeHash hashes = new TreeHash();
        List<Change> treeChanges = new ArrayList<>(changes.byKey().size());
        for (Map.Entry<StateKey, Optional<Octets>> change : changes.byKey().entrySet()) {
            Optional<byte[]> valueHash = change.getValue().map(value -> hashes.value(value.toArray()));
            treeChanges.add(new Change(change.getKey().digest().octets().toArray(), valueHash));
        }
        TreeUpdate update = new TreeUpdate(pageKey -> columns.read(Column.PAGES, pageKey));
        Digest root = treeChanges.isEmpty() ? meta.stateRoot : Digest.of(update.apply(treeChanges));
        return new Prepared(meta.height, root, changes, update);
    }

    private record Prepared(long afterHeight, Digest root, StateChanges changes, TreeUpdate update)
            implements PreparedState {}

    @Override
    public void commit(Block block, PreparedState state, boolean durable) {
        if (!(state instanceof Prepared prepared) || prepared.afterHeight != meta.height) {
            throw new IllegalStateException("the state was not prepared after block " + meta.height);
        }
        if (block.height() != meta.height + 1 || block.firstEntry() != meta.logSize) {
            throw new IllegalStateException("block " + block.height() + " does not follow block " + meta.height);
        }
        MerkleFrontier grown = frontier.copy();
        try (WriteBatch batch = new WriteBatch()) {
            putState(batch, prepared);
            putBlock(batch, block, grown);
            Meta next = new Meta(Meta.VERSION, block.height(), grown.size(), prepared.root);
            batch.put(columns.of(Column.META), META_KEY, META.encode(next).toArray());
            columns.write(batch, durable ? synced : unsynced, "block " + block.height() + " cannot be written");
            // A crash before the write: the block was never there. After it: all of it is.
            hot.changed(prepared.changes.byKey().keySet());
            frontier = grown;
            meta = next;
        } catch (RocksDBException failed) {
            throw StoreFailure.of("block " + block.height() + " cannot be prepared", failed);
        }
    }

    private void putState(WriteBatch batch, Prepared prepared) throws RocksDBException {
        for (Map.Entry<StateKey, Optional<Octets>> change :
                prepared.changes.byKey().entrySet()) {
            put(
                    batch,
                    Column.STATE,
                    change.getKey().digest().octets().toArray(),
                    change.getValue().map(Octets::toArray));
        }
        for (Map.Entry<byte[], Optional<byte[]>> page : prepared.update.pages().entrySet()) {
            put(batch, Column.PAGES, page.getKey(), page.getValue());
        }
    }

    private void put(WriteBatch batch, Column column, byte[] key, Optional<byte[]> value) throws RocksDBException {
        if (value.isPresent()) {
            batch.put(columns.of(column), key, value.get());
        } else {
            batch.delete(columns.of(column), key);
        }
    }

    private void putBlock(WriteBatch batch, Block block, MerkleFrontier grown) throws RocksDBException {
        block.items().forEach(item -> append(batch, grown, item.entry()));
        append(batch, grown, block.headerEntry());
        KeptBlocks.index(columns, batch, block);
        KeptBlocks.put(columns, batch, block);
    }

    private void append(WriteBatch batch, MerkleFrontier grown, Octets entry) {
        grown.append(entry, (level, index, hash) -> {
            try {
                batch.put(
                        columns.of(Column.LOG),
                        nodeKey(level, index),
                        hash.octets().toArray());
            } catch (RocksDBException failed) {
                throw StoreFailure.of("the log cannot grow", failed);
            }
        });
    }

    @Override
    public Optional<Block> block(long height) {
        return kept.block(height);
    }

    @Override
    public long firstBlock() {
        return kept.first();
    }

    @Override
    public long firstIndexed() {
        return kept.indexed();
    }

    /// Learns what older blocks have, where this ledger began with a snapshot: where their transactions and entries
    /// are. Durable when it returns.
    ///
    /// @param older blocks that end where what is known begins; they are known to be those of this ledger
    /// @param keep whether the blocks themselves stay here, which they may only without a gap
    public void learn(List<Block> older, boolean keep) {
        kept.learn(older, keep, synced);
    }

    @Override
    public void prune(long below) {
        if (below > meta.height) {
            throw new IllegalArgumentException("block " + meta.height + ", the last one, stays");
        }
        kept.prune(below, synced);
    }

    @Override
    public long heightOf(long entry) {
        if (entry < 0 || entry >= meta.logSize) {
            throw new IllegalArgumentException("the log of " + meta.logSize + " entries has no entry " + entry);
        }
        return kept.heightOf(entry, meta.height);
    }

    /// The state as it is now, to be read in parts while the ledger goes on.
    public LedgerSnapshot snapshot() {
        return new LedgerSnapshot(columns);
    }

    /// The size of the files of this ledger, without what is still in memory.
    public long bytes() {
        return columns.bytes();
    }

    @Override
    public Optional<TransactionLocation> find(Digest transactionId) {
        return columns.read(Column.TRANSACTIONS, transactionId.octets().toArray())
                .map(ByteBuffer::wrap)
                .map(location -> new TransactionLocation(location.getLong(), location.getInt()));
    }

    @Override
    public Digest logNode(int level, long index) {
        return columns.read(Column.LOG, nodeKey(level, index))
                .map(Digest::of)
                .orElseThrow(() -> new IllegalArgumentException("the log of " + meta.logSize
                        + " entries has no complete subtree " + index + " at level " + level));
    }

    /// Reads value, tree and mark from one snapshot, so that a block written meanwhile does not mix in.
    @Override
    public StateProof prove(StateKey key) {
        byte[] stateKey = key.digest().octets().toArray();
        try (Columns.Snapshot snapshot = columns.snapshot()) {
            Meta then = snapshot.get(Column.META, META_KEY)
                    .map(Octets::wrap)
                    .map(META::decode)
                    .orElse(Meta.BEGINNING);
            Optional<Octets> value = snapshot.get(Column.STATE, stateKey).map(Octets::wrap);
            SparseMerkleProof proof = new StateProver(pageKey -> snapshot.get(Column.PAGES, pageKey)).prove(stateKey);
            return new StateProof(then.height, then.stateRoot, value, proof.encode());
        }
    }

    static byte[] nodeKey(int level, long index) {
        return ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) level)
                .putLong(index)
                .array();
    }

    /// Moves what is in memory and in the write-ahead log into files.
    void flush() {
        columns.flush();
    }

    Columns columns() {
        return columns;
    }

    @Override
    public void close() {
        columns.close();
        synced.close();
        unsynced.close();
    }
}
