package health.salus.vault.store;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens a store's files for one process at a time, and leaves them so that index and files agree.
final class StoreFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFiles.class);

    private final FileChannel lock;
    private final StoreParts parts;

    private StoreFiles(FileChannel lock, StoreParts parts) {
        this.lock = lock;
        this.parts = parts;
    }

    static StoreFiles open(Disk disk, VaultFolders folders, StoreOwner owner, StoreLimits limits, RandomSource random) {
        folders.create();
        FileChannel lock = lock(folders.pieces().resolve("lock"));
        try {
            StoreParts.Room room = new StoreParts.Room(disk, folders.pieces(), limits.reserveBytes());
            EpochKeys keys = new EpochKeys(folders.keys(), random);
            ShareEpochs epochs = ShareEpochs.open(disk, folders.shares(), keys, owner, random);
            Volumes volumes = new Volumes(disk, folders.pieces(), owner, limits.volumeBytes());
            FrameFile erasures = FrameFile.open(
                    disk, folders.shares().resolve("erasures.log"), owner.header(PieceIndex.Series.ERASURES, 0));
            StoreParts parts = new StoreParts(room, disk, volumes, epochs, erasures, index(folders.index()));
            if (!new Recovery(parts).indexFits()) {
                LOG.warn("The index in {} is of other files and is built anew", folders.index());
                parts.index().close();
                delete(folders.index());
                parts = new StoreParts(room, disk, volumes, epochs, erasures, index(folders.index()));
            }
            new Recovery(parts).run();
            return new StoreFiles(lock, parts);
        } catch (RuntimeException failed) {
            close(lock);
            throw failed;
        }
    }

    private static PieceIndex index(Path folder) {
        try {
            return new PieceIndex(IndexDatabase.open(folder));
        } catch (RocksDBException unsound) {
            LOG.warn("The index in {} cannot be opened and is built anew", folder, unsound);
            delete(folder);
            try {
                return new PieceIndex(IndexDatabase.open(folder));
            } catch (RocksDBException failed) {
                throw new SalusException(ErrorCode.STORAGE_FAILED, "cannot make an index in " + folder, failed);
            }
        }
    }

    private static FileChannel lock(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel)) {
                return channel;
            }
            channel.close();
        } catch (IOException failed) {
            throw StorageFailures.of("cannot lock " + file, failed);
        }
        throw new SalusException(
                ErrorCode.CONFIGURATION,
                file.getParent() + " is in use: stop the other process, or name another folder");
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException ownProcess) {
            return false;
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> inwards = all.sorted(Comparator.reverseOrder()).toList();
            for (Path file : inwards) {
                Files.delete(file);
            }
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw StorageFailures.of("cannot delete the index in " + folder, failed);
        }
    }

    StoreParts parts() {
        return parts;
    }

    @Override
    public void close() {
        parts.close();
        close(lock);
    }

    private static void close(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException failed) {
            LOG.warn("The lock of the vault could not be released", failed);
        }
    }
}
