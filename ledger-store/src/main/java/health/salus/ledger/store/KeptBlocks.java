package health.salus.ledger.store;

import health.salus.crypto.CoseSign1;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.store.Columns.Column;
import health.salus.proof.transaction.Transaction;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The blocks from some height on; of those before, as far as they were ever here, at which entry of the log each began
/// and where their transactions are.
final class KeptBlocks {

    private static final byte[] KEPT_KEY = {1};
    private static final RecordCodec<Kept> KEPT = RecordCodec.of(Kept.class);

    private final Columns columns;
    private volatile Kept kept;

    /// The mark beside that of the last block; absent while nothing is missing.
    ///
    /// @param first the height from which on blocks are here
    /// @param indexed the height from which on their transactions are known
    private record Kept(long first, long indexed) {}

    KeptBlocks(Columns columns) {
        this.columns = columns;
        this.kept = columns.read(Column.META, KEPT_KEY)
                .map(Octets::wrap)
                .map(KEPT::decode)
                .orElse(new Kept(0, 0));
    }

    static byte[] key(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    /// Of a ledger that begins with this block.
    static void mark(Columns columns, WriteBatch batch, long firstBlock) throws RocksDBException {
        mark(columns, batch, new Kept(firstBlock, firstBlock));
    }

    private static void mark(Columns columns, WriteBatch batch, Kept kept) throws RocksDBException {
        batch.put(columns.of(Column.META), KEPT_KEY, KEPT.encode(kept).toArray());
    }

    static void put(Columns columns, WriteBatch batch, Block block) throws RocksDBException {
        batch.put(columns.of(Column.BLOCKS), key(block.height()), block.encode().toArray());
    }

    /// Where the block's transactions are.
    static void index(Columns columns, WriteBatch batch, Block block) throws RocksDBException {
        for (int i = 0; i < block.items().size(); i++) {
            byte[] location = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                    .putLong(block.height())
                    .putInt(i)
                    .array();
            Octets envelope = block.items().get(i).envelope();
            byte[] id =
                    Transaction.id(CoseSign1.parse(envelope).payload()).octets().toArray();
            batch.put(columns.of(Column.TRANSACTIONS), id, location);
        }
    }

    long first() {
        return kept.first;
    }

    long indexed() {
        return kept.indexed;
    }

    Optional<Block> block(long height) {
        return columns.read(Column.BLOCKS, key(height)).map(Octets::wrap).map(Block::decode);
    }

    /// Others may commit meanwhile.
    synchronized void prune(long below, WriteOptions synced) {
        long from = kept.first;
        if (below <= from) {
            return;
        }
        try (WriteBatch batch = new WriteBatch()) {
            for (long height = from; height < below; height++) {
                batch.put(
                        columns.of(Column.ENTRIES),
                        key(block(height).orElseThrow().firstEntry()),
                        key(height));
            }
            batch.deleteRange(columns.of(Column.BLOCKS), key(from), key(below));
            Kept next = new Kept(below, kept.indexed);
            mark(columns, batch, next);
            columns.write(batch, synced, "blocks below " + below + " cannot be pruned");
            // A crash before the write: all of them are here. After it: none, and their space is given back whenever
            // RocksDB next rewrites the files.
            kept = next;
        } catch (RocksDBException failed) {
            throw StoreFailure.of("blocks below " + below + " cannot be pruned", failed);
        }
        columns.reclaim(Column.BLOCKS, key(from), key(below));
    }

    /// @param older blocks that end where what is known begins, and are known to be those of this ledger
    synchronized void learn(List<Block> older, boolean keep, WriteOptions synced) {
        Kept before = kept;
        if (older.getLast().height() != before.indexed - 1 || (keep && before.first != before.indexed)) {
            throw new IllegalArgumentException("the blocks do not end where those begin that are known");
        }
        try (WriteBatch batch = new WriteBatch()) {
            for (Block block : older) {
                index(columns, batch, block);
                if (keep) {
                    put(columns, batch, block);
                } else {
                    batch.put(columns.of(Column.ENTRIES), key(block.firstEntry()), key(block.height()));
                }
            }
            long from = older.getFirst().height();
            Kept next = new Kept(keep ? from : before.first, from);
            mark(columns, batch, next);
            columns.write(batch, synced, "older blocks cannot be written");
            kept = next;
        } catch (RocksDBException failed) {
            throw StoreFailure.of("older blocks cannot be written", failed);
        }
    }

    /// @param entry one that the log has
    long heightOf(long entry, long last) {
        long low = kept.first;
        Optional<Block> first = block(low);
        if (first.isEmpty() || entry < first.get().firstEntry()) {
            // Pruned before or meanwhile, or not learned yet.
            return columns.floor(Column.ENTRIES, key(entry))
                    .map(height -> ByteBuffer.wrap(height).getLong())
                    .orElseThrow(() -> new SalusException(
                            ErrorCode.ARCHIVE_UNREACHABLE,
                            "this node has not fetched the blocks below " + kept.indexed + " yet"));
        }
        long high = last;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            Optional<Block> block = block(middle);
            if (block.isEmpty()) {
                // Pruned meanwhile: what was found so far is looked up once more.
                return heightOf(entry, last);
            }
            if (block.get().firstEntry() > entry) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }
}
