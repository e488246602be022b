package health.salus.node.replica;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.replica.BlockPage;
import health.salus.node.peer.PeerClient;
import health.salus.node.peer.Peers;
import health.salus.proof.MemberSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gets the blocks that this node missed from its peers, and believes only what a checkpoint that an honest member has
/// signed covers.
final class CatchUp implements AutoCloseable {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private final LedgerStore store;
    private final LongFunction<MemberSet> members;
    private final Peers peers;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// Takes blocks in their order.
    @FunctionalInterface
    interface Adoption {
        /// @param more whether another one of the same page follows
        void adopt(Block block, boolean more);
    }

    /// @param members who signs checkpoints of a log of this size
    CatchUp(LedgerStore store, LongFunction<MemberSet> members, Peers peers) {
        this.store = store;
        this.members = members;
        this.peers = peers;
    }

    /// Adopts blocks until the ledger has reached `to`, or needs no more. Goes on asking until the node stops: without
    /// these blocks it cannot go on.
    void fetch(long to, Adoption adoption, BooleanSupplier enough) {
        int turn = 0;
        while (store.height() < to && !enough.getAsBoolean()) {
            if (closed.getCount() == 0) {
                throw new SalusException(ErrorCode.NOT_ACTIVE, "this node is stopping");
            }
            List<PeerClient> all = peers.all();
            if (all.isEmpty()) {
                throw new SalusException(ErrorCode.NOT_ACTIVE, "no other member is known to fetch blocks from");
            }
            PeerClient peer = all.get(turn++ % all.size());
            try {
                adopt(page(peer, store.height() + 1, to), adoption);
                LOG.info("caught up to block {} of {} from member {}", store.height(), to, peer.peer());
            } catch (SalusException unavailable) {
                if (unavailable.code() == ErrorCode.DIVERGED) {
                    throw unavailable;
                }
                LOG.warn(
                        "blocks {} to {} are not to be had from member {}: {}",
                        store.height() + 1,
                        to,
                        peer.peer(),
                        unavailable.code());
                pause();
            }
        }
    }

    /// Adopts what one peer has, until it has no more or enough was got.
    void fetchFrom(PeerClient peer, Adoption adoption, BooleanSupplier enough) {
        while (!enough.getAsBoolean()) {
            adopt(page(peer, store.height() + 1, Long.MAX_VALUE), adoption);
            LOG.info("caught up to block {} from member {}", store.height(), peer.peer());
        }
    }

    private static void adopt(List<Block> page, Adoption adoption) {
        for (int i = 0; i < page.size(); i++) {
            adoption.adopt(page.get(i), i < page.size() - 1);
        }
    }

    private List<Block> page(PeerClient peer, long from, long to) {
        Octets request = BlockPage.Request.CODEC.encode(new BlockPage.Request(from, to));
        Octets answer = peer.call(BlockService.MESSAGE, request, CALL_TIMEOUT);
        return BlockPage.CODEC.decode(answer).check(store, members.apply(store.logSize() + 1));
    }

    private void pause() {
        try {
            boolean _ = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.NOT_ACTIVE, "this node is stopping", interrupted);
        }
    }

    /// An engine that waits for blocks which nobody gives cannot be closed before it waits no more.
    @Override
    public void close() {
        closed.countDown();
    }
}
