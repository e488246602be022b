package health.salus.node.replica;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.replica.BlockPage;
import health.salus.node.peer.PeerService;
import health.salus.proof.CheckpointNote;
import java.util.Optional;

/// Gives blocks that others vouch for to members that missed them.
final class BlockService implements PeerService {

    static final String MESSAGE = "blocks";

    private final LedgerStore store;
    private final Finality finality;
    private final Epochs epochs;

    BlockService(LedgerStore store, Finality finality, Epochs epochs) {
        this.store = store;
        this.finality = finality;
        this.epochs = epochs;
    }

    @Override
    public String message() {
        return MESSAGE;
    }

    @Override
    public Octets answer(MemberId peer, Octets request) {
        BlockPage.Request wanted = BlockPage.Request.CODEC.decode(request);
        // Whoever is in an earlier epoch knows the members of that one only: they signed its end.
        Optional<EpochLink> end = epochs.endOf(wanted.from());
        CheckpointNote note = end.map(link -> CheckpointNote.parse(link.note()))
                .or(finality::vouchedNote)
                .orElseThrow(
                        () -> new SalusException(ErrorCode.NOT_FOUND, "nobody vouches for this node's blocks yet"));
        return BlockPage.CODEC.encode(BlockPage.of(store, note, wanted));
    }
}
