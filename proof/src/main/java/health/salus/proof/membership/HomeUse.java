package health.salus.proof.membership;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Whether a node lives in a home just now, whoever started it, and the words for it.
public final class HomeUse {

    /// What is said to whoever would use the home at the same time.
    public static final String RUNNING = "the node of this home is running";

    /// A node's program says so of itself, on a line of its output, once it has its home and its ports.
    public static final String UP = " is up at ";

    private HomeUse() {}

    /// RocksDB's lock file tells: a process that has the ledger open holds it.
    public static boolean isInUse(Path data) {
        Path lock = data.resolve("ledger").resolve("LOCK");
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held == null;
        } catch (IOException unreadable) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, lock + " cannot be opened", unreadable);
        }
    }
}
