package health.salus.node;

import health.salus.kernel.SalusException;
import health.salus.platform.audit.DisclosureReporter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the journal of disclosures to the ledger, again and again: within a second, as the design promises.
final class ReporterLoop implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(ReporterLoop.class);

    private final DisclosureReporter reporter;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("disclosure-reporter").unstarted(this::run);

    ReporterLoop(DisclosureReporter reporter) {
        this.reporter = reporter;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                report();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// One turn at a time: the loop and a caller who cannot wait do not report the same entries twice.
    synchronized void report() {
        try {
            boolean more = true;
            while (more && stop.getCount() > 0) {
                more = reporter.report();
            }
        } catch (SalusException unavailable) {
            // The journal keeps everything; the next turn tries again.
            LOG.warn("disclosures wait for the ledger: {}", unavailable.code());
        }
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
