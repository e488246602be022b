package health.salus.consensus.solo;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The one thread that writes: takes what waits, gives it a sequence and a time, makes it durable, passes it on.
final class LogWriter implements Runnable {

    /// How long a disk that failed is left alone.
    private static final Duration RETRY_PAUSE = Duration.ofMillis(500);

    /// Below this the disk counts as full; file systems refuse before the last byte.
    private static final long FULL_BELOW_BYTES = 1 << 20;

    private final Path directory;
    private final MemberId member;
    private final TimeSource time;
    private final SoloLog log;
    private final SoloState state;
    private final RoundBuffer rounds;

    LogWriter(SoloConfig config, TimeSource time, SoloLog log, SoloState state, RoundBuffer rounds) {
        this.directory = config.directory();
        this.member = config.member();
        this.time = time;
        this.log = log;
        this.state = state;
        this.rounds = rounds;
    }

    @Override
    public void run() {
        try {
            List<Octets> batch = state.queue().take();
            while (!batch.isEmpty()) {
                LogRecord record = new LogRecord(log.lastSequence() + 1, nextTime(), batch);
                // A crash before this returns loses the batch, which nobody has seen; after it, the batch is
                // delivered at the next start.
                if (!append(record)) {
                    return;
                }
                rounds.put(record.toRound(member));
                batch = state.queue().take();
            }
        } catch (RuntimeException defect) {
            state.halt("the writer of the log failed: " + defect);
        } finally {
            rounds.finish();
        }
    }

    /// Consensus time never goes back, whatever the clock does, nor stands still between two transactions.
    private Instant nextTime() {
        Instant now = time.now();
        Instant earliest = log.lastTime().plusNanos(1);
        return now.isBefore(earliest) ? earliest : now;
    }

    /// Repeats until the disk takes the record. The queue behind it refuses meanwhile, so nothing piles up.
    ///
    /// @return false if the engine was closed before the disk took it
    private boolean append(LogRecord record) {
        boolean failing = false;
        while (true) {
            try {
                log.append(record);
                if (failing) {
                    state.activate();
                }
                return true;
            } catch (IOException failed) {
                failing = true;
                boolean full = isFull(record);
                state.waitForStorage(
                        full ? ErrorCode.STORAGE_FULL : ErrorCode.STORAGE_FAILED,
                        "the log in " + directory + (full ? " has no space left: " : " cannot be written: ")
                                + failed.getMessage());
                if (state.queue().pause(RETRY_PAUSE)) {
                    return false;
                }
            }
        }
    }

    private boolean isFull(LogRecord record) {
        long needed = record.transactions().stream().mapToLong(Octets::length).sum();
        try {
            return Files.getFileStore(directory).getUsableSpace() < needed + FULL_BELOW_BYTES;
        } catch (IOException unknown) {
            return false;
        }
    }
}
