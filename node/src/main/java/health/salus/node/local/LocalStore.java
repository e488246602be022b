package health.salus.node.local;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.membership.HomeUse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// A small ordered store on the node's disk. RocksDB groups the syncs of concurrent writers.
public final class LocalStore implements AutoCloseable {

    static {
        // Before the first object of RocksDB is made, which is when the fields below are.
        RocksDB.loadLibrary();
    }

    private static final long WRITE_BUFFER_BYTES = 4L * 1024 * 1024;
    private static final int LOG_FILES_KEPT = 2;

    /// The kinds of things that are kept; each has its own key space.
    public enum Space {
        OUTBOX,
        OUTBOX_NAMES,
        DISCLOSURES,
        IDENTIFIERS,
        /// Of earlier versions: RocksDB opens no store without each of its spaces.
        DIRECTORY,
        NAMES,
        EMERGENCIES,
        MARKS,
        REFUSED_DISCLOSURES,
        WITNESSED_LOGS
    }

    private final DBOptions options;
    private final ColumnFamilyOptions familyOptions;
    private final RocksDB database;
    private final Map<Space, ColumnFamilyHandle> families = new EnumMap<>(Space.class);
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteOptions unsynced = new WriteOptions();

    public LocalStore(Path directory) {
        options = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setKeepLogFileNum(LOG_FILES_KEPT);
        familyOptions = new ColumnFamilyOptions().setWriteBufferSize(WRITE_BUFFER_BYTES);
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, familyOptions));
        for (Space space : Space.values()) {
            descriptors.add(new ColumnFamilyDescriptor(space.name().getBytes(StandardCharsets.UTF_8), familyOptions));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            database = RocksDB.open(options, directory.toString(), descriptors, handles);
        } catch (RocksDBException failed) {
            throw isLocked(failed) ? inUse(failed) : failure(failed);
        }
        Iterator<ColumnFamilyHandle> next = handles.listIterator(1);
        for (Space space : Space.values()) {
            families.put(space, next.next());
        }
    }

    public Optional<Octets> get(Space space, Octets key) {
        try {
            return Optional.ofNullable(database.get(family(space), key.toArray()))
                    .map(Octets::wrap);
        } catch (RocksDBException failed) {
            throw failure(failed);
        }
    }

    /// Survives a power cut when this returns.
    public void putDurably(Space space, Octets key, Octets value) {
        put(space, key, value, synced);
    }

    /// Survives the death of this process, not a power cut.
    public void put(Space space, Octets key, Octets value) {
        put(space, key, value, unsynced);
    }

    private void put(Space space, Octets key, Octets value, WriteOptions write) {
        try {
            database.put(family(space), write, key.toArray(), value.toArray());
        } catch (RocksDBException failed) {
            throw failure(failed);
        }
    }

    public void remove(Space space, Collection<Octets> keys) {
        write(keys.stream().map(key -> Change.remove(space, key)).toList());
    }

    /// One change of several.
    ///
    /// @param value absent when the key goes
    public record Change(Space space, Octets key, Optional<Octets> value) {

        public static Change put(Space space, Octets key, Octets value) {
            return new Change(space, key, Optional.of(value));
        }

        public static Change remove(Space space, Octets key) {
            return new Change(space, key, Optional.empty());
        }
    }

    /// Makes all changes or none; they survive the death of this process, not a power cut.
    public void write(List<Change> changes) {
        try (WriteBatch batch = new WriteBatch()) {
            for (Change change : changes) {
                byte[] key = change.key.toArray();
                if (change.value.isPresent()) {
                    batch.put(family(change.space), key, change.value.get().toArray());
                } else {
                    batch.delete(family(change.space), key);
                }
            }
            database.write(unsynced, batch);
        } catch (RocksDBException failed) {
            throw failure(failed);
        }
    }

    /// Visits entries in the order of their keys until the visitor says `false`.
    public void forEach(Space space, BiPredicate<Octets, Octets> visitor) {
        forEachFrom(space, Octets.EMPTY, visitor);
    }

    /// As [#forEach], beginning with the first key that is not below `from`.
    public void forEachFrom(Space space, Octets from, BiPredicate<Octets, Octets> visitor) {
        try (RocksIterator entries = database.newIterator(family(space))) {
            for (entries.seek(from.toArray()); entries.isValid(); entries.next()) {
                if (!visitor.test(Octets.wrap(entries.key()), Octets.wrap(entries.value()))) {
                    return;
                }
            }
            entries.status();
        } catch (RocksDBException failed) {
            throw failure(failed);
        }
    }

    private ColumnFamilyHandle family(Space space) {
        return Optional.ofNullable(families.get(space)).orElseThrow();
    }

    /// RocksDB tells a lock that another process holds, or this one, from other failures by words only.
    private static boolean isLocked(RocksDBException failed) {
        String words = String.valueOf(failed.getMessage());
        return words.contains("While lock file") || words.contains("lock hold by current process");
    }

    /// This store is the first that a node opens in its home.
    private static SalusException inUse(RocksDBException failed) {
        return new SalusException(
                ErrorCode.CONFIGURATION, HomeUse.RUNNING + ": another process uses it; stop that one first", failed);
    }

    private static SalusException failure(RocksDBException cause) {
        boolean full = String.valueOf(cause.getMessage()).contains("No space left");
        return full
                ? new SalusException(ErrorCode.STORAGE_FULL, "the node's own store cannot be written", cause)
                : new SalusException(ErrorCode.STORAGE_FAILED, "the node's own store failed", cause);
    }

    @Override
    public void close() {
        families.values().forEach(ColumnFamilyHandle::close);
        database.close();
        synced.close();
        unsynced.close();
        options.close();
        familyOptions.close();
    }
}
