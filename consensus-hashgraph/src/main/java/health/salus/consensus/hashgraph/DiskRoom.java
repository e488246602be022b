package health.salus.consensus.hashgraph;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The room left where the engine keeps its events. Some of it is never used: a write that the disk refuses leaves the
/// engine's file torn and loses an event that the engine believes to have, which only a restart would mend.
final class DiskRoom implements AutoCloseable {

    /// More than is on its way to the disk when the room becomes short.
    private static final long RESERVE_BYTES = 32L * 1024 * 1024;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Path directory;
    private final CountDownLatch closed = new CountDownLatch(1);

    DiskRoom(Path directory) {
        this.directory = directory;
    }

    boolean isShort() {
        // Asked for each event and each submission: a file store would read the list of mounts every time.
        File place = directory.toFile();
        // Of a place that is not there, or does not say, nothing is known: it has no bytes in all either.
        return place.getUsableSpace() < RESERVE_BYTES && place.getTotalSpace() > 0;
    }

    String shortage() {
        return "less than " + (RESERVE_BYTES >> 20) + " MiB are left where " + directory + " lies";
    }

    /// Waits until there is room.
    ///
    /// @return false if closed first
    boolean await() {
        try {
            while (isShort()) {
                if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
