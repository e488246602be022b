package health.salus.node.snapshot;

import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import java.util.List;

/// What is asked and answered about snapshots (docs/formats/peer.md).
final class SnapshotMessages {

    static final String OFFER = "snapshot";
    static final String STATE = "snapshot-state";
    static final String TILES = "log-tiles";

    /// The same name and form as for catching up by blocks.
    static final String BLOCKS = "blocks";

    static final int MAX_REQUEST_BYTES = 256 * 1024;

    /// An answer ends when it is as long; it has at least one part.
    static final int MAX_ANSWER_BYTES = 8 * 1024 * 1024;

    static final int MAX_PARTS = 2_048;

    private SnapshotMessages() {}

    /// @param atLeast the height that is worth a snapshot to who asks
    record OfferRequest(long atLeast) {
        static final RecordCodec<OfferRequest> CODEC = RecordCodec.of(OfferRequest.class);
    }

    /// @param height of the snapshot that was offered
    /// @param pages keys of pages of the state's tree
    /// @param values keys of values of the state
    record StateRequest(long height, List<Octets> pages, List<Octets> values) {
        static final RecordCodec<StateRequest> CODEC = RecordCodec.of(StateRequest.class);
    }

    /// As many of what was asked for, in that order, as fit.
    record StateParts(List<Octets> pages, List<Octets> values) {
        static final RecordCodec<StateParts> CODEC = RecordCodec.of(StateParts.class);
    }

    /// @param size of the log that the tiles are of
    /// @param tiles paths as C2SP tlog-tiles has them
    record TilesRequest(long size, List<String> tiles) {
        static final RecordCodec<TilesRequest> CODEC = RecordCodec.of(TilesRequest.class);
    }

    /// All of them, in the order that was asked for.
    record Tiles(List<Octets> tiles) {
        static final RecordCodec<Tiles> CODEC = RecordCodec.of(Tiles.class);
    }
}
