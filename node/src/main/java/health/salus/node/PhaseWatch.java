package health.salus.node;

import health.salus.consensus.ConsensusPhase;
import health.salus.consensus.ConsensusStatus;
import health.salus.node.replica.LedgerRuntime;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells operators when the engine's phase changes, with its reason.
final class PhaseWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PhaseWatch.class);

    /// Sooner than a person looks; seldom enough to cost nothing.
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final LedgerRuntime ledger;
    private final Thread thread;
    private volatile boolean closed;

    PhaseWatch(LedgerRuntime ledger) {
        this.ledger = ledger;
        this.thread = Thread.ofVirtual().name("phase-watch").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        ConsensusPhase last = ConsensusPhase.STARTING;
        while (!closed) {
            ConsensusStatus status = ledger.status().consensus();
            if (status.phase() != last) {
                last = status.phase();
                tell(status);
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    private void tell(ConsensusStatus status) {
        switch (status.phase()) {
            case STARTING, CATCHING_UP, ACTIVE, CLOSED ->
                LOG.info(
                        "consensus phase {} at block {}",
                        status.phase(),
                        ledger.status().height());
            case WAITING -> LOG.warn("consensus phase {}: {}", status.phase(), status.reason());
            case HALTED -> LOG.error("consensus phase {}: {}", status.phase(), status.reason());
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
