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

    /// While the ledger does not take it; each turn may cost the whole network a submission.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

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
            Duration pause = EVERY;
            while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = report() ? EVERY : doubled(pause);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration doubled(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /// One turn at a time: the loop and a caller who cannot wait do not report the same entries twice.
    ///
    /// @return whether nothing is left
    synchronized boolean report() {
        try {
            boolean more = true;
            while (more && stop.getCount() > 0) {
                more = reporter.report();
            }
            return true;
        } catch (SalusException unavailable) {
            // The journal keeps everything; the next turn tries again.
            LOG.warn("disclosures wait for the ledger: {}", unavailable.code());
        } catch (RuntimeException defect) {
            LOG.error("disclosures cannot be reported", defect);
        }
        return false;
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
