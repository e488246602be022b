package health.salus.consensus;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Keeps a second process out of an engine's directory: two that append to one log destroy it, and two that speak for
/// one member contradict each other.
public final class DirectoryLock implements AutoCloseable {

    private static final String FILE = "lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Makes the directory if it is missing. The operating system gives the lock back when the process dies.
    public static DirectoryLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel).isPresent()) {
                return new DirectoryLock(channel);
            }
            channel.close();
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, directory + " cannot be locked", failed);
        }
        throw new SalusException(ErrorCode.CONFIGURATION, directory + " is in use by another process");
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldInThisProcess) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, "a directory's lock cannot be given back", failed);
        }
    }
}
