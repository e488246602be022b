package health.salus.node.snapshot;

import health.salus.kernel.Octets;
import health.salus.ledger.block.Block;
import health.salus.ledger.replica.BlockPage;
import health.salus.ledger.store.StateIntake;
import health.salus.node.peer.PeerClient;
import health.salus.node.snapshot.SnapshotMessages.OfferRequest;
import health.salus.node.snapshot.SnapshotMessages.StateParts;
import health.salus.node.snapshot.SnapshotMessages.StateRequest;
import health.salus.node.snapshot.SnapshotMessages.Tiles;
import health.salus.node.snapshot.SnapshotMessages.TilesRequest;
import health.salus.proof.tiles.LogFile;
import health.salus.proof.tiles.LogFile.HashTile;
import java.time.Duration;
import java.util.List;

/// Another member's node.
record PeerSource(PeerClient peer) implements SnapshotSource {

    /// An offer waits for its checkpoint to be final.
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "member " + peer.peer();
    }

    @Override
    public SnapshotOffer offer(long atLeast) {
        return SnapshotOffer.CODEC.decode(
                call(SnapshotMessages.OFFER, OfferRequest.CODEC.encode(new OfferRequest(atLeast))));
    }

    @Override
    public StateParts state(long height, StateIntake.Wanted wanted) {
        StateRequest request = new StateRequest(height, wanted.pages(), wanted.values());
        return StateParts.CODEC.decode(call(SnapshotMessages.STATE, StateRequest.CODEC.encode(request)));
    }

    @Override
    public List<Octets> tiles(long size, List<HashTile> tiles) {
        TilesRequest request =
                new TilesRequest(size, tiles.stream().map(LogFile::path).toList());
        return Tiles.CODEC
                .decode(call(SnapshotMessages.TILES, TilesRequest.CODEC.encode(request)))
                .tiles();
    }

    @Override
    public List<Block> blocks(long from, long to) {
        Octets request = BlockPage.Request.CODEC.encode(new BlockPage.Request(from, to));
        return BlockPage.CODEC.decode(call(SnapshotMessages.BLOCKS, request)).blocks().stream()
                .map(Block::decode)
                .toList();
    }

    private Octets call(String message, Octets request) {
        return peer.call(message, request, CALL_TIMEOUT);
    }
}
