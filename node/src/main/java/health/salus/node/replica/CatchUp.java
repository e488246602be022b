package health.salus.node.replica;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.replica.BlockPage;
import health.salus.node.peer.PeerClient;
import health.salus.proof.MemberSet;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gets the blocks that this node missed from its peers, and believes only what a checkpoint that an honest member has
/// signed covers.
final class CatchUp {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private final LedgerStore store;
    private final MemberSet members;
    private final List<PeerClient> peers;

    CatchUp(LedgerStore store, MemberSet members, List<PeerClient> peers) {
        this.store = store;
        this.members = members;
        this.peers = List.copyOf(peers);
    }

    /// Adopts blocks until the ledger has reached `to`. Goes on asking: without these blocks this node cannot go on.
    void fetch(long from, long to, Consumer<Block> adopt) {
        int turn = 0;
        while (store.height() < to) {
            PeerClient peer = peers.get(turn++ % peers.size());
            try {
                page(peer, store.height() + 1, to).forEach(adopt);
                LOG.info("caught up to block {} of {} from member {}", store.height(), to, peer.peer());
            } catch (SalusException unavailable) {
                if (unavailable.code() == ErrorCode.DIVERGED) {
                    throw unavailable;
                }
                LOG.warn(
                        "blocks {} to {} are not to be had from member {}: {}",
                        from,
                        to,
                        peer.peer(),
                        unavailable.code());
                pause();
            }
        }
    }

    private List<Block> page(PeerClient peer, long from, long to) {
        Octets request = BlockPage.Request.CODEC.encode(new BlockPage.Request(from, to));
        Octets answer = peer.call(BlockService.MESSAGE, request, CALL_TIMEOUT);
        return BlockPage.CODEC.decode(answer).check(store, members);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.NOT_ACTIVE, "this node is stopping", interrupted);
        }
    }
}
