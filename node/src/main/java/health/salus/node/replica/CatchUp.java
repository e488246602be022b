package health.salus.node.replica;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.node.peer.PeerClient;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleFrontier;
import health.salus.proof.MerkleTree;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gets the blocks that this node missed from its peers, and believes only what a final checkpoint covers.
final class CatchUp {

    /// One page of blocks; a page ends earlier when it grows large.
    static final int PAGE_BLOCKS = 256;

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    static final RecordCodec<BlockRequest> REQUEST = RecordCodec.of(BlockRequest.class);
    static final RecordCodec<BlockPage> PAGE = RecordCodec.of(BlockPage.class);

    /// @param from the first height that is wanted
    record BlockRequest(long from, long to) {}

    /// @param note a final checkpoint, at the end of the page or later
    /// @param consistency proof that the log at the end of the page is what the checkpoint's log began with
    record BlockPage(List<Octets> blocks, Octets note, List<Digest> consistency) {}

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
        Octets answer = peer.call("blocks", REQUEST.encode(new BlockRequest(from, to)), CALL_TIMEOUT);
        BlockPage page = PAGE.decode(answer);
        List<Block> blocks = page.blocks().stream().map(Block::decode).toList();
        if (blocks.isEmpty()) {
            throw new SalusException(ErrorCode.NOT_FOUND, "the peer has no final block " + from + " yet");
        }
        CheckpointNote note = CheckpointNote.parse(page.note());
        if (!note.isFinal(members)) {
            throw new SalusException(ErrorCode.BAD_SIGNATURE, "the peer's checkpoint is not final");
        }
        requireCovered(blocks, note.checkpoint(), page.consistency());
        return blocks;
    }

    /// The entries of the fetched blocks, on top of this node's own log, must be what the members signed. Checked
    /// before anything is executed.
    private void requireCovered(List<Block> blocks, Checkpoint signed, List<Digest> consistency) {
        MerkleFrontier grown = MerkleFrontier.of(store.logSize(), store::logNode);
        for (Block block : blocks) {
            if (block.firstEntry() != grown.size()) {
                throw new SalusException(ErrorCode.MALFORMED, "the peer's blocks do not follow this node's last one");
            }
            block.items().forEach(item -> grown.append(item.entry(), MerkleFrontier.NodeWriter.NONE));
            grown.append(block.headerEntry(), MerkleFrontier.NodeWriter.NONE);
        }
        if (!MerkleTree.verifyConsistency(grown.size(), signed.size(), grown.root(), signed.root(), consistency)) {
            throw new SalusException(
                    ErrorCode.BAD_SIGNATURE, "the peer's blocks are not in the log that the members signed");
        }
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
