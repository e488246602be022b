package health.salus.node;

import health.salus.kernel.SalusException;
import health.salus.platform.records.Outbox;
import health.salus.platform.records.RecordWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what a crash interrupted to its decision when the node starts, and forgets old answers while it runs.
final class OutboxLoop implements AutoCloseable {

    private static final Duration EVERY = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(OutboxLoop.class);

    private final RecordWriter writer;
    private final Outbox outbox;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("outbox").unstarted(this::run);

    OutboxLoop(RecordWriter writer, Outbox outbox) {
        this.writer = writer;
        this.outbox = outbox;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            take(writer::resume);
            do {
                take(outbox::forgetOld);
            } while (!stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Runnable work) {
        try {
            work.run();
        } catch (SalusException unavailable) {
            if (stop.getCount() > 0) {
                LOG.warn("the outbox waits for its next turn: {}", unavailable.code());
            }
        }
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
