package health.salus.node.replica;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.replica.BlockPage;
import health.salus.node.peer.PeerService;
import health.salus.proof.CheckpointNote;

/// Gives blocks that others vouch for to members that missed them.
final class BlockService implements PeerService {

    static final String MESSAGE = "blocks";

    private final LedgerStore store;
    private final Finality finality;

    BlockService(LedgerStore store, Finality finality) {
        this.store = store;
        this.finality = finality;
    }

    @Override
    public String message() {
        return MESSAGE;
    }

    @Override
    public Octets answer(MemberId peer, Octets request) {
        CheckpointNote note = finality.vouchedNote()
                .orElseThrow(
                        () -> new SalusException(ErrorCode.NOT_FOUND, "nobody vouches for this node's blocks yet"));
        return BlockPage.CODEC.encode(BlockPage.of(store, note, BlockPage.Request.CODEC.decode(request)));
    }
}
