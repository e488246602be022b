package health.salus.node.replica;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.node.peer.PeerService;
import health.salus.node.replica.CatchUp.BlockPage;
import health.salus.node.replica.CatchUp.BlockRequest;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MerkleTree;
import java.util.ArrayList;
import java.util.List;

/// Gives final blocks to members that missed them.
final class BlockService implements PeerService {

    private static final int MAX_PAGE_BYTES = 8 * 1024 * 1024;

    private final LedgerStore store;
    private final Finality finality;

    BlockService(LedgerStore store, Finality finality) {
        this.store = store;
        this.finality = finality;
    }

    @Override
    public String message() {
        return "blocks";
    }

    @Override
    public Octets answer(MemberId peer, Octets request) {
        BlockRequest wanted = CatchUp.REQUEST.decode(request);
        CheckpointNote note = finality.finalNote()
                .orElseThrow(() -> new SalusException(ErrorCode.NOT_FOUND, "this node has no final block yet"));
        List<Octets> blocks = new ArrayList<>();
        long size = 0;
        int bytes = 0;
        for (long height = wanted.from(); height <= wanted.to() && blocks.size() < CatchUp.PAGE_BLOCKS; height++) {
            Block block = store.block(height)
                    .filter(b -> b.logSize() <= note.checkpoint().size())
                    .orElse(null);
            if (block == null || bytes > MAX_PAGE_BYTES) {
                break;
            }
            Octets encoded = block.encode();
            blocks.add(encoded);
            bytes += encoded.length();
            size = block.logSize();
        }
        BlockPage page = blocks.isEmpty()
                ? new BlockPage(List.of(), note.encode(), List.of())
                : new BlockPage(
                        blocks,
                        note.encode(),
                        MerkleTree.consistency(size, note.checkpoint().size(), store::logNode));
        return CatchUp.PAGE.encode(page);
    }
}
