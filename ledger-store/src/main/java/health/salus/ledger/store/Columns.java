package health.salus.ledger.store;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiPredicate;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The open database and its column families. Tuned for a small machine: all caches together stay below 50 MB.
final class Columns implements AutoCloseable {

    static {
        // Before the first object of RocksDB is made, which is when the fields below are.
        RocksDB.loadLibrary();
    }

    /// Shared by all families, so that one number bounds the memory.
    private static final long BLOCK_CACHE_BYTES = 24L * 1024 * 1024;

    /// What comes in is sorted into what is there the more seldom, the more of it comes at once.
    private static final long WRITE_BUFFER_BYTES = 32L * 1024 * 1024;

    private static final long ALL_WRITE_BUFFERS_BYTES = 64L * 1024 * 1024;
    /// Bounds what is read again after a crash, and so the time to start.
    private static final long WRITE_AHEAD_LOG_BYTES = 96L * 1024 * 1024;

    private static final int METADATA_BLOCK_BYTES = 4 * 1024;
    private static final int BLOOM_BITS_PER_KEY = 10;
    private static final double MEMTABLE_BLOOM_RATIO = 0.02;
    private static final int BACKGROUND_JOBS = 2;

    /// Twice the default: merging the newest files takes all of the level below them along, so it should be worth it.
    private static final int NEWEST_FILES_MERGED = 8;

    private static final int LOG_FILES_KEPT = 2;

    /// What is kept, each in its own key space. The names are part of the format on disk.
    enum Column {
        /// Height, size of the log and root of the state, in one value.
        META,
        /// State key to value.
        STATE,
        /// The pages of the tree over the state.
        PAGES,
        /// Level and index to the hash of a complete subtree of the log.
        LOG,
        /// Height to block.
        BLOCKS,
        /// Transaction id to height and position.
        TRANSACTIONS
    }

    private final Cache cache = new LRUCache(BLOCK_CACHE_BYTES);
    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS_PER_KEY);
    private final DBOptions options;
    private final ColumnFamilyOptions familyOptions;
    private final Map<Column, ColumnFamilyHandle> handles = new EnumMap<>(Column.class);
    private final RocksDB database;

    // Whoever uses the database holds `inUse`, which many may hold at once; whoever closes it holds `closing`.
    private final Lock inUse;
    private final Lock closing;
    private boolean closed;

    Columns(Path directory) throws RocksDBException {
        ReadWriteLock lock = new ReentrantReadWriteLock();
        inUse = lock.readLock();
        closing = lock.writeLock();
        options = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setDbWriteBufferSize(ALL_WRITE_BUFFERS_BYTES)
                .setMaxTotalWalSize(WRITE_AHEAD_LOG_BYTES)
                .setMaxBackgroundJobs(BACKGROUND_JOBS)
                .setKeepLogFileNum(LOG_FILES_KEPT)
                // A torn record at the end of the log is a crash; a bad one before the end is damage, and must not
                // pass as a shorter history.
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords);
        familyOptions = new ColumnFamilyOptions()
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setLevel0FileNumCompactionTrigger(NEWEST_FILES_MERGED)
                // Nearly every resource that is written is new: a filter in memory too answers that nothing is there.
                .setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_RATIO)
                .setMemtableWholeKeyFiltering(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setFilterPolicy(bloom)
                        // In pieces of a block's size: a whole file's filter would not fit into a share of the cache,
                        // and be read from the disk for each key once a million resources are there.
                        .setPartitionFilters(true)
                        .setIndexType(IndexType.kTwoLevelIndexSearch)
                        .setMetadataBlockSize(METADATA_BLOCK_BYTES)
                        .setCacheIndexAndFilterBlocks(true)
                        .setCacheIndexAndFilterBlocksWithHighPriority(true)
                        .setPinTopLevelIndexAndFilter(true)
                        .setPinL0FilterAndIndexBlocksInCache(true));
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, familyOptions));
        for (Column column : Column.values()) {
            descriptors.add(new ColumnFamilyDescriptor(column.name().getBytes(StandardCharsets.UTF_8), familyOptions));
        }
        List<ColumnFamilyHandle> opened = new ArrayList<>();
        database = RocksDB.open(options, directory.toString(), descriptors, opened);
        Iterator<ColumnFamilyHandle> next = opened.listIterator(1);
        for (Column column : Column.values()) {
            handles.put(column, next.next());
        }
    }

    ColumnFamilyHandle of(Column column) {
        return Optional.ofNullable(handles.get(column)).orElseThrow();
    }

    Optional<byte[]> read(Column column, byte[] key) {
        return using("the ledger cannot be read", () -> Optional.ofNullable(database.get(of(column), key)));
    }

    void write(WriteBatch batch, WriteOptions options, String what) {
        using(what, () -> {
            database.write(options, batch);
            return Optional.empty();
        });
    }

    Snapshot snapshot() {
        return new Snapshot();
    }

    /// The whole database as it was at one moment. Holds back the closing of the store: keep it short, and close it
    /// on the thread that opened it.
    final class Snapshot implements AutoCloseable {

        private final org.rocksdb.Snapshot snapshot;
        private final ReadOptions read;

        private Snapshot() {
            enter();
            snapshot = database.getSnapshot();
            read = new ReadOptions().setSnapshot(snapshot);
        }

        Optional<byte[]> get(Column column, byte[] key) {
            try {
                return Optional.ofNullable(database.get(of(column), read, key));
            } catch (RocksDBException failed) {
                throw StoreFailure.of("the ledger cannot be read", failed);
            }
        }

        @Override
        public void close() {
            read.close();
            database.releaseSnapshot(snapshot);
            inUse.unlock();
        }
    }

    /// Visits a column in the order of its keys until the visitor says `false`.
    void forEach(Column column, BiPredicate<byte[], byte[]> visitor) {
        using("the ledger cannot be read", () -> {
            // What is read once should not drive out of the cache what is read often.
            try (ReadOptions once = new ReadOptions().setFillCache(false);
                    RocksIterator entries = database.newIterator(of(column), once)) {
                entries.seekToFirst();
                while (entries.isValid() && visitor.test(entries.key(), entries.value())) {
                    entries.next();
                }
                entries.status();
            }
            return Optional.empty();
        });
    }

    long estimatedCount(Column column) {
        return using(
                "the ledger cannot be read", () -> database.getLongProperty(of(column), "rocksdb.estimate-num-keys"));
    }

    /// @throws RocksDBException naming the first file whose bytes are not those that were written
    void verifyChecksums() throws RocksDBException {
        enter();
        try {
            database.verifyChecksum();
        } finally {
            inUse.unlock();
        }
    }

    /// Moves what is in memory and in the write-ahead log into files.
    void flush() {
        using("the ledger cannot be flushed", () -> {
            try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
                database.flush(wait, List.copyOf(handles.values()));
            }
            return Optional.empty();
        });
    }

    @FunctionalInterface
    private interface Use<T> {
        T run() throws RocksDBException;
    }

    private <T> T using(String what, Use<T> use) {
        enter();
        try {
            return use.run();
        } catch (RocksDBException failed) {
            throw StoreFailure.of(what, failed);
        } finally {
            inUse.unlock();
        }
    }

    private void enter() {
        inUse.lock();
        if (closed) {
            inUse.unlock();
            throw new SalusException(ErrorCode.NOT_ACTIVE, "the ledger is closed");
        }
    }

    /// Waits for those that are reading or writing. Calls after it are refused: native memory must not be touched
    /// once it is freed.
    @Override
    public void close() {
        closing.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            handles.values().forEach(ColumnFamilyHandle::close);
            database.close();
            familyOptions.close();
            options.close();
            bloom.close();
            cache.close();
        } finally {
            closing.unlock();
        }
    }
}
