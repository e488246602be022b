package health.salus.node.replica;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats what the disk refuses for want of room: an engine whose round failed delivers no more until it is started
/// again.
final class RoomWait implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RoomWait.class);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<SalusException> refusal = Optional.empty();

    /// @param work does nothing when it is refused
    <T> T patiently(Supplier<T> work) {
        while (true) {
            try {
                T done = work.get();
                refusal = Optional.empty();
                return done;
            } catch (SalusException failed) {
                if (failed.code() != ErrorCode.STORAGE_FULL || !mayRepeat(failed)) {
                    throw failed;
                }
            }
        }
    }

    private boolean mayRepeat(SalusException failed) {
        if (refusal.isEmpty()) {
            LOG.warn("the ledger waits for room: {}", failed.detail());
        }
        refusal = Optional.of(failed);
        try {
            return !closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// What is waited for, if anything is.
    Optional<String> shortage() {
        return refusal.map(SalusException::detail);
    }

    /// Refuses while something waits for room: nothing is decided here until there is some.
    void require() {
        refusal.ifPresent(full -> {
            throw new SalusException(ErrorCode.STORAGE_FULL, full.detail(), full);
        });
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
