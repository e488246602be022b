package health.salus.node.replica;

import health.salus.consensus.Consensus;
import health.salus.consensus.ConsensusPhase;
import health.salus.consensus.ConsensusStatus;
import health.salus.consensus.RoundHandler;
import health.salus.consensus.Submission;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import java.util.Optional;

/// The engines of one node, one after the other: whoever submits need not know that the members changed.
final class Succession {

    private final EpochEngines engines;
    private volatile Optional<Consensus> current = Optional.empty();
    private volatile String absence = "the engine was not started yet";
    private volatile boolean closed;

    Succession(EpochEngines engines) {
        this.engines = engines;
    }

    EpochEngines engines() {
        return engines;
    }

    /// Starts the engine of an epoch, where none runs.
    synchronized void start(RosterEpoch epoch, RoundHandler handler) {
        if (closed) {
            return;
        }
        Consensus engine = engines.open(epoch);
        engine.start(handler);
        current = Optional.of(engine);
    }

    /// Closes the engine that runs; the handler finishes its round first.
    synchronized void stop(String why) {
        absence = why;
        Optional<Consensus> ending = current;
        current = Optional.empty();
        ending.ifPresent(Consensus::close);
    }

    synchronized boolean runs() {
        return current.isPresent();
    }

    Submission submit(Octets transaction) {
        return current.map(engine -> engine.submit(transaction))
                .orElseGet(() -> Submission.refused(ErrorCode.NOT_ACTIVE, absence));
    }

    ConsensusStatus status() {
        return current.map(Consensus::status)
                .orElseGet(() ->
                        new ConsensusStatus(closed ? ConsensusPhase.CLOSED : ConsensusPhase.STARTING, 0, absence));
    }

    void close() {
        closed = true;
        stop("this node is stopping");
    }
}
