package health.salus.vault.store;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.RocksObject;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// RocksDB as the index uses it: a few tables, batches without a log of their own, and little memory.
final class IndexDatabase implements AutoCloseable {

    /// Millions of segments must fit beside a small heap: this much is kept in memory, the rest is on disk.
    private static final long CACHE_BYTES = 8L * 1024 * 1024;

    private static final long WRITE_BUFFER_BYTES = 4L * 1024 * 1024;
    /// RocksDB would set 4 MiB aside for a file of a few kilobytes.
    private static final long MANIFEST_BYTES = 64L * 1024;

    private static final int MAX_OPEN_FILES = 64;
    private static final int BLOOM_BITS_PER_KEY = 10;

    static {
        RocksDB.loadLibrary();
    }

    /// The tables, each a column family named in lower case.
    enum Table {
        /// RocksDB insists on a table of this name.
        DEFAULT,
        PIECES,
        SHARES,
        ERASED;

        byte[] familyName() {
            return name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        }
    }

    private record Opened(RocksDB database, Map<Table, ColumnFamilyHandle> families, List<RocksObject> options) {

        void close() {
            families.values().forEach(ColumnFamilyHandle::close);
            database.close();
            options.forEach(RocksObject::close);
        }
    }

    private final Path folder;
    private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);

    /// Whoever uses what is open holds the read lock; opening and closing take the write lock. Batches are made and
    /// applied by the one thread that commits, which is also the one that opens anew.
    private final ReadWriteLock using = new ReentrantReadWriteLock();

    /// Guarded by `using`.
    private Optional<Opened> opened;

    private volatile boolean failed;

    private IndexDatabase(Path folder) throws RocksDBException {
        this.folder = folder;
        this.opened = Optional.of(openedIn(folder));
    }

    /// Throws when what lies there is no sound index.
    static IndexDatabase open(Path folder) throws RocksDBException {
        return new IndexDatabase(folder);
    }

    private static Opened openedIn(Path folder) throws RocksDBException {
        LRUCache cache = new LRUCache(CACHE_BYTES);
        BloomFilter bloom = new BloomFilter(BLOOM_BITS_PER_KEY);
        ColumnFamilyOptions family = new ColumnFamilyOptions()
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setFilterPolicy(bloom)
                        // In pieces of a block's size: a large file's filter as a whole would not stay in the cache.
                        .setPartitionFilters(true)
                        .setIndexType(IndexType.kTwoLevelIndexSearch)
                        .setCacheIndexAndFilterBlocks(true)
                        .setPinTopLevelIndexAndFilter(true));
        // Flushed together, so that a mark never promises an entry that another table lost.
        DBOptions options = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setMaxOpenFiles(MAX_OPEN_FILES)
                .setKeepLogFileNum(2)
                .setManifestPreallocationSize(MANIFEST_BYTES)
                .setAtomicFlush(true);
        List<RocksObject> closeables = List.of(options, family, bloom, cache);
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (Table table : Table.values()) {
            descriptors.add(new ColumnFamilyDescriptor(table.familyName(), family));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            RocksDB database = RocksDB.open(options, folder.toString(), descriptors, handles);
            Map<Table, ColumnFamilyHandle> families = new EnumMap<>(Table.class);
            for (Table table : Table.values()) {
                families.put(table, handles.get(families.size()));
            }
            return new Opened(database, families, closeables);
        } catch (RocksDBException unsound) {
            closeables.forEach(RocksObject::close);
            throw unsound;
        }
    }

    private Opened opened() {
        return opened.orElseThrow(() -> new SalusException(ErrorCode.STORAGE_FAILED, "the vault's index is closed"));
    }

    private ColumnFamilyHandle family(Table table) {
        return Objects.requireNonNull(opened().families.get(table));
    }

    /// RocksDB takes nothing more once a write to its files failed: then [#renew] is due.
    boolean failed() {
        return failed;
    }

    /// Opens anew, and lets nobody look before what was only in memory has been caught up with.
    void renew(Runnable catchUp) {
        using.writeLock().lock();
        try {
            opened.ifPresent(Opened::close);
            opened = Optional.empty();
            opened = Optional.of(openedIn(folder));
            failed = false;
            catchUp.run();
        } catch (RocksDBException unsound) {
            throw failure(unsound);
        } finally {
            using.writeLock().unlock();
        }
    }

    byte @Nullable [] get(Table table, byte[] key) {
        using.readLock().lock();
        try {
            return opened().database.get(family(table), key);
        } catch (RocksDBException unsuccessful) {
            throw failure(unsuccessful);
        } finally {
            using.readLock().unlock();
        }
    }

    /// What one commit changes, applied as a whole or not at all.
    final class Batch implements AutoCloseable {

        private final WriteBatch batch = new WriteBatch();

        void put(Table table, byte[] key, byte[] value) {
            try {
                batch.put(family(table), key, value);
            } catch (RocksDBException unsuccessful) {
                throw failure(unsuccessful);
            }
        }

        void delete(Table table, byte[] key) {
            try {
                batch.delete(family(table), key);
            } catch (RocksDBException unsuccessful) {
                throw failure(unsuccessful);
            }
        }

        void deleteRange(Table table, byte[] from, byte[] until) {
            try {
                batch.deleteRange(family(table), from, until);
            } catch (RocksDBException unsuccessful) {
                throw failure(unsuccessful);
            }
        }

        int count() {
            return batch.count();
        }

        void apply() {
            try {
                opened().database.write(unlogged, batch);
                batch.clear();
            } catch (RocksDBException unsuccessful) {
                failed = true;
                throw failure(unsuccessful);
            }
        }

        @Override
        public void close() {
            batch.close();
        }
    }

    Batch batch() {
        return new Batch();
    }

    interface EntryVisitor {
        /// Answers whether to go on.
        boolean visit(byte[] key, byte[] value);
    }

    /// In the order of the keys, from the first that is not smaller; entries added meanwhile are not seen.
    void forEach(Table table, byte[] from, EntryVisitor visitor) {
        using.readLock().lock();
        try (RocksIterator entries = opened().database.newIterator(family(table))) {
            entries.seek(from);
            while (entries.isValid() && visitor.visit(entries.key(), entries.value())) {
                entries.next();
            }
            entries.status();
        } catch (RocksDBException unsuccessful) {
            throw failure(unsuccessful);
        } finally {
            using.readLock().unlock();
        }
    }

    void flush() {
        using.readLock().lock();
        try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
            opened().database.flush(waiting, List.copyOf(opened().families.values()));
        } catch (RocksDBException unsuccessful) {
            failed = true;
            throw failure(unsuccessful);
        } finally {
            using.readLock().unlock();
        }
    }

    /// Re-reads every block and compares it with its checksum.
    boolean sound() {
        using.readLock().lock();
        try {
            opened().database.verifyChecksum();
            return true;
        } catch (RocksDBException damaged) {
            return false;
        } finally {
            using.readLock().unlock();
        }
    }

    private static SalusException failure(RocksDBException cause) {
        boolean full = String.valueOf(cause.getMessage()).contains("No space");
        return new SalusException(
                full ? ErrorCode.STORAGE_FULL : ErrorCode.STORAGE_FAILED,
                "the vault's index failed; the next commit opens it anew once there is room",
                cause);
    }

    @Override
    public void close() {
        using.writeLock().lock();
        try {
            opened.ifPresent(Opened::close);
            opened = Optional.empty();
            unlogged.close();
        } finally {
            using.writeLock().unlock();
        }
    }
}
