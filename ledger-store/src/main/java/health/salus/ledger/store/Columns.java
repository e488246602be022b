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
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The open database and its column families.
final class Columns implements AutoCloseable {

    static {
        // Before the first object of RocksDB is made, which is when the fields below are.
        RocksDB.loadLibrary();
    }

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
        TRANSACTIONS,
        /// Index of its first entry to the height of a block that was pruned.
        ENTRIES
    }

    private final Tuning tuning = new Tuning();
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
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, tuning.families()));
        for (Column column : Column.values()) {
            descriptors.add(
                    new ColumnFamilyDescriptor(column.name().getBytes(StandardCharsets.UTF_8), tuning.families()));
        }
        List<ColumnFamilyHandle> opened = new ArrayList<>();
        database = RocksDB.open(tuning.database(), directory.toString(), descriptors, opened);
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

    /// The entry with the largest key that is not above this one.
    Optional<byte[]> floor(Column column, byte[] key) {
        return using("the ledger cannot be read", () -> {
            try (RocksIterator entries = database.newIterator(of(column))) {
                entries.seekForPrev(key);
                entries.status();
                return entries.isValid() ? Optional.of(entries.value()) : Optional.empty();
            }
        });
    }

    /// Gives back the space of what was removed between two keys.
    void reclaim(Column column, byte[] from, byte[] to) {
        using("the ledger cannot be compacted", () -> {
            database.compactRange(of(column), from, to);
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
    interface Use<T> {
        T run() throws RocksDBException;
    }

    /// Of all columns' files, without what is still in memory.
    long bytes() {
        return using("the ledger cannot be read", () -> {
            long bytes = 0;
            for (ColumnFamilyHandle handle : handles.values()) {
                bytes += database.getLongProperty(handle, "rocksdb.total-sst-files-size");
            }
            return bytes;
        });
    }

    /// Nothing to do once the database is closed.
    void release(org.rocksdb.Snapshot snapshot) {
        inUse.lock();
        try {
            if (!closed) {
                database.releaseSnapshot(snapshot);
            }
        } finally {
            inUse.unlock();
        }
    }

    /// For what reads of the database longer than one call; only within [#using].
    RocksDB database() {
        return database;
    }

    <T> T using(String what, Use<T> use) {
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
            tuning.close();
        } finally {
            closing.unlock();
        }
    }
}
