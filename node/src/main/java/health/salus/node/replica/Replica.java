package health.salus.node.replica;

import health.salus.consensus.Round;
import health.salus.consensus.RoundHandler;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.BlockWriter.WrittenBlock;
import health.salus.ledger.execution.OrderedRound;
import health.salus.ledger.replica.MemberLedger;
import health.salus.node.peer.PeerClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/// Feeds this member's ledger from consensus, and from peers what consensus passed over. Called by the engine's one
/// thread.
public final class Replica implements RoundHandler {

    /// Told of each block after it is committed, in order, on the engine's thread: must be quick, and must not fail.
    @FunctionalInterface
    public interface BlockListener {
        void onBlock(WrittenBlock block);
    }

    private final MemberLedger ledger;
    private final CatchUp catchUp;
    private final RoomWait room;
    private final Epochs epochs;
    private final EpochEngines engines;
    private final List<BlockListener> listeners = new CopyOnWriteArrayList<>();

    Replica(MemberLedger ledger, CatchUp catchUp, RoomWait room, Epochs epochs, EpochEngines engines) {
        this.ledger = ledger;
        this.catchUp = catchUp;
        this.room = room;
        this.epochs = epochs;
        this.engines = engines;
    }

    public void listen(BlockListener listener) {
        listeners.add(listener);
    }

    @Override
    public long lastSequence() {
        return ledger.height();
    }

    /// What the engine of an epoch orders after its end is nobody's: all members pass over it alike.
    private boolean isOver() {
        return epochs.next()
                .filter(next -> !engines.goesOn(epochs.running(), next))
                .isPresent();
    }

    @Override
    public void onRound(Round round) {
        if (!isOver()) {
            boolean durable = !engines.redelivers(epochs.running());
            room.patiently(() -> ledger.execute(round.sequence(), ordered(round), durable))
                    .ifPresent(this::announce);
        }
    }

    /// Adopts blocks from one peer, where no engine runs.
    void fetchFrom(PeerClient peer, BooleanSupplier enough) {
        catchUp.fetchFrom(peer, this::adopt, enough);
    }

    @Override
    public void onGap(long firstMissing, Round next) {
        if (isOver()) {
            return;
        }
        catchUp.fetch(next.sequence() - 1, this::adopt, this::isOver);
        onRound(next);
    }

    private void adopt(Block fetched, boolean more) {
        if (isOver()) {
            throw new SalusException(ErrorCode.BAD_SIGNATURE, "a peer's page goes beyond the end of the epoch");
        }
        announce(room.patiently(() -> ledger.adopt(fetched, more)));
        if (more && isOver()) {
            // Nothing that is adopted follows: what ends the epoch waits for this node's cosignature.
            ledger.announceLatest();
        }
    }

    private void announce(WrittenBlock written) {
        for (BlockListener listener : listeners) {
            listener.onBlock(written);
        }
    }

    private static OrderedRound ordered(Round round) {
        return new OrderedRound(
                round.time(),
                round.transactions().stream()
                        .map(each -> new OrderedRound.Item(each.bytes(), each.time(), each.submitter()))
                        .toList());
    }
}
