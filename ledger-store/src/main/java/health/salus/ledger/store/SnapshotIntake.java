package health.salus.ledger.store;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.store.Columns.Column;
import health.salus.proof.MerkleTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// Makes a ledger of what strangers give, against what the members signed: the hashes of the log, then the state, then
/// the latest blocks. Only [#finish] makes a ledger of it that a [RocksLedgerStore] opens; until then it can be broken
/// off and gone on with at any point.
public final class SnapshotIntake implements AutoCloseable {

    static {
        // Before the first object of RocksDB is made, which is when the fields below are.
        RocksDB.loadLibrary();
    }

    private static final byte[] TARGET_KEY = {2};
    private static final RecordCodec<Target> TARGET = RecordCodec.of(Target.class);

    private final Columns columns;
    private final Target target;
    private final StateIntake state;
    private final LogIntake log;
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteOptions unsynced = new WriteOptions();

    /// What the members signed.
    ///
    /// @param logSize and `logRoot`: the log at the end of the block of this height
    public record Target(NetworkId network, long height, long logSize, Digest logRoot, Digest stateRoot) {}

    private SnapshotIntake(Columns columns, Target target) {
        this.columns = columns;
        this.target = target;
        this.state = new StateIntake(columns, target.stateRoot().octets().toArray());
        this.log = new LogIntake(columns, target.logSize(), target.logRoot());
    }

    /// Goes on with what was begun in this directory for the same target, or begins anew.
    public static SnapshotIntake open(Path directory, Target target) {
        try {
            Columns columns = new Columns(directory);
            boolean same = begun(columns).equals(Optional.of(target));
            if (!same) {
                columns.close();
                remove(directory);
                Files.createDirectories(directory);
                columns = new Columns(directory);
            }
            SnapshotIntake intake = new SnapshotIntake(columns, target);
            intake.markBegun();
            return intake;
        } catch (RocksDBException failed) {
            throw StoreFailure.opening(directory, failed);
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, directory + " cannot be emptied", failed);
        }
    }

    private static Optional<Target> begun(Columns columns) {
        return columns.read(Column.META, TARGET_KEY).map(Octets::wrap).map(TARGET::decode);
    }

    private void markBegun() throws RocksDBException {
        try (WriteBatch batch = new WriteBatch()) {
            batch.put(columns.of(Column.META), TARGET_KEY, TARGET.encode(target).toArray());
            columns.write(batch, synced, "the snapshot cannot be begun");
        }
    }

    /// Removes a directory with all that is in it.
    public static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /// Taken after the log.
    public StateIntake state() {
        return state;
    }

    /// Taken first: blocks are checked against it.
    public LogIntake log() {
        return log;
    }

    public boolean hasBlock(long height) {
        return block(height).isPresent();
    }

    public Optional<Block> block(long height) {
        return columns.read(Column.BLOCKS, KeptBlocks.key(height))
                .map(Octets::wrap)
                .map(Block::decode);
    }

    /// @throws SalusException `BAD_SIGNATURE` for a block that is not the one in the log; those before it are kept
    public void accept(List<Block> blocks) {
        try (WriteBatch batch = new WriteBatch()) {
            for (Block block : blocks) {
                if (block.height() > target.height()
                        || !block.isBoundByItsEntries(target.network())
                        || !block.isInLog(this::leaf, target.logSize())) {
                    throw new SalusException(
                            ErrorCode.BAD_SIGNATURE, "a block of the peer is not in the log that the members signed");
                }
                KeptBlocks.index(columns, batch, block);
                KeptBlocks.put(columns, batch, block);
            }
            columns.write(batch, unsynced, "blocks cannot be taken in");
        } catch (RocksDBException failed) {
            throw StoreFailure.of("blocks cannot be taken in", failed);
        }
    }

    private Digest leaf(int level, long index) {
        return columns.read(Column.LOG, RocksLedgerStore.nodeKey(level, index))
                .map(Digest::of)
                .orElseThrow(() -> new IllegalStateException("the log is not here yet"));
    }

    /// Makes a ledger of it, durably.
    ///
    /// @param firstBlock the height from which on all blocks were taken
    public void finish(long firstBlock) {
        if (!log.next().isEmpty() || !state.next().isEmpty() || !isWhole(firstBlock)) {
            throw new IllegalStateException("parts of the snapshot are missing");
        }
        if (!MerkleTree.root(target.logSize(), this::leaf).equals(target.logRoot())) {
            throw new SalusException(ErrorCode.CORRUPT, "the log that was taken in has another root");
        }
        columns.flush();
        try (WriteBatch batch = new WriteBatch()) {
            RocksLedgerStore.Meta meta = new RocksLedgerStore.Meta(
                    RocksLedgerStore.Meta.VERSION, target.height(), target.logSize(), target.stateRoot());
            batch.put(
                    columns.of(Column.META),
                    RocksLedgerStore.META_KEY,
                    RocksLedgerStore.META.encode(meta).toArray());
            KeptBlocks.mark(columns, batch, firstBlock);
            batch.delete(columns.of(Column.META), TARGET_KEY);
            columns.write(batch, synced, "the snapshot cannot be finished");
        } catch (RocksDBException failed) {
            throw StoreFailure.of("the snapshot cannot be finished", failed);
        }
    }

    private boolean isWhole(long firstBlock) {
        for (long height = firstBlock; height <= target.height(); height++) {
            if (!hasBlock(height)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        columns.close();
        synced.close();
        unsynced.close();
    }
}
