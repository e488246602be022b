package health.salus.node;

import health.salus.contracts.governance.GovernanceCommand;
import health.salus.contracts.governance.Proposals;
import health.salus.kernel.SalusException;
import health.salus.platform.network.Network;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has a block made where something is due and nobody writes. Members do not do it all at once: each waits longer the
/// later it comes in the order of ids.
final class TickLoop implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(TickLoop.class);

    private final NodeRuntime node;
    private final Thread thread = Thread.ofVirtual().name("ticks").unstarted(this::run);
    private volatile boolean closed;
    private long waitedFor;
    private int glances;

    TickLoop(NodeRuntime node) {
        this.node = node;
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(GLANCE);
                tickWhenDue();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (SalusException refused) {
                LOG.debug("no tick: {}", refused.getMessage());
            }
        }
    }

    private void tickWhenDue() {
        Network network = node.network();
        long next = network.height() + 1;
        boolean due = Proposals.of(network.state())
                .nextDue()
                .filter(height -> height <= next)
                .isPresent();
        glances = due && waitedFor == next ? glances + 1 : 0;
        waitedFor = next;
        if (due && glances > turn()) {
            network.decide(network.signAsMember(List.of(GovernanceCommand.FORMAT.encode(new GovernanceCommand.Tick()))))
                    .orThrow();
        }
    }

    /// This member's place among those that could do it. Who is none is the last.
    private long turn() {
        return node.cards().stream()
                .filter(card -> card.member().compareTo(node.self()) < 0)
                .count();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
