package health.salus.node.operations;

import health.salus.client.api.LedgerDiskUse;
import health.salus.client.api.NodeStatus;
import health.salus.consensus.ConsensusPhase;
import health.salus.kernel.TimeSource;
import health.salus.node.NodeRuntime;
import health.salus.node.replica.LedgerRuntime;
import health.salus.proof.transaction.Transaction;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// What a node says of itself.
public final class NodeStatuses {

    private static final int API_VERSION = 1;

    private final NodeRuntime node;
    private final TimeSource time;

    public NodeStatuses(NodeRuntime node, TimeSource time) {
        this.node = node;
        this.time = time;
    }

    public NodeStatus look() {
        LedgerRuntime.Status status = node.ledger().status();
        ConsensusPhase phase = status.consensus().phase();
        return new NodeStatus(
                API_VERSION,
                NodeRuntime.version(),
                node.genesis().network(),
                node.self(),
                status.epoch().engine(),
                status.epoch().number(),
                status.epoch().pause(),
                phase.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                Optional.of(status.consensus().reason()).filter(reason -> phase != ConsensusPhase.ACTIVE),
                status.height(),
                status.logSize(),
                status.finalSize(),
                Optional.of(node.moves().counts().waiting()),
                Optional.of(new LedgerDiskUse(
                        node.disk().bytes(),
                        node.disk().firstBlock(),
                        node.disk().trouble())),
                time.now(),
                Transaction.MAX_BYTES,
                Optional.of(URI.create(node.config().http().publicUrl() + "/portal")));
    }
}
