package health.salus.node.snapshot;

import health.salus.kernel.NetworkId;
import health.salus.node.local.LocalStore;
import health.salus.node.peer.PeerService;
import health.salus.node.peer.Peers;
import health.salus.node.replica.EpochMarks;
import health.salus.node.replica.LedgerRuntime;
import health.salus.node.retention.LedgerDisk;
import health.salus.proof.membership.Genesis;
import java.nio.file.Path;
import java.util.List;

/// The snapshots of a running node: those that it gives to others, and what it still fetches after its own.
public final class Snapshots implements AutoCloseable {

    private final HeldSnapshot held;
    private final HistoryLoop history;
    private final List<PeerService> services;

    public Snapshots(NetworkId network, LedgerDisk disk, LedgerRuntime ledger, Peers peers) {
        this.held = new HeldSnapshot(disk, ledger);
        this.history = new HistoryLoop(network, disk, peers);
        this.services = SnapshotServices.of(held, ledger);
    }

    /// Before a node opens its ledger: takes a snapshot where the others are that far ahead.
    ///
    /// @param data the node's directory
    /// @param behind so many blocks are worth a snapshot
    public static void join(Genesis genesis, Path data, LocalStore local, Peers peers, long behind) {
        // Who was away asks those whom it last knew.
        new EpochMarks(local).running().ifPresent(epoch -> peers.follow(epoch.cards()));
        new SnapshotJoin(genesis, data, local)
                .run(peers.all().stream().map(PeerSource::new).toList(), behind);
    }

    /// What other members may ask.
    public List<PeerService> peerServices() {
        return services;
    }

    public void start() {
        history.start();
    }

    /// Before the ledger is closed.
    @Override
    public void close() {
        history.close();
        held.close();
    }
}
