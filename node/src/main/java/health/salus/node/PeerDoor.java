package health.salus.node;

import health.salus.node.config.NodeConfig;
import health.salus.node.peer.PeerServer;
import health.salus.node.peer.PeerService;
import health.salus.node.peer.Peers;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Where other members reach this node: a member on its own has nobody to open to.
final class PeerDoor implements AutoCloseable {

    private final NodeConfig.Peer place;
    private final Peers peers;
    private final List<PeerService> services = new ArrayList<>();
    private final AtomicReference<Optional<PeerServer>> server = new AtomicReference<>(Optional.empty());

    PeerDoor(NodeConfig.Peer place, Peers peers) {
        this.place = place;
        this.peers = peers;
    }

    /// What members may ask, before the door opens.
    void serve(List<PeerService> more) {
        services.addAll(more);
    }

    /// Now, or as soon as there is another member.
    void openWhenNeeded() {
        peers.whenFirst(this::open);
    }

    private void open() {
        PeerServer opened = new PeerServer(new InetSocketAddress(place.host(), place.port()), peers.tls(), services);
        opened.start();
        server.set(Optional.of(opened));
    }

    @Override
    public void close() {
        server.get().ifPresent(PeerServer::close);
    }
}
