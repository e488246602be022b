package health.salus.node.replica;

import health.salus.consensus.Round;
import health.salus.consensus.RoundHandler;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.BlockWriter.WrittenBlock;
import health.salus.ledger.execution.OrderedRound;
import health.salus.ledger.replica.MemberLedger;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

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
    private final boolean durableCommits;
    private final List<BlockListener> listeners = new CopyOnWriteArrayList<>();

    /// @param durableCommits false when the engine redelivers from its own durable log
    Replica(MemberLedger ledger, CatchUp catchUp, RoomWait room, boolean durableCommits) {
        this.ledger = ledger;
        this.catchUp = catchUp;
        this.room = room;
        this.durableCommits = durableCommits;
    }

    public void listen(BlockListener listener) {
        listeners.add(listener);
    }

    @Override
    public long lastSequence() {
        return ledger.height();
    }

    @Override
    public void onRound(Round round) {
        room.patiently(() -> ledger.execute(round.sequence(), ordered(round), durableCommits))
                .ifPresent(this::announce);
    }

    @Override
    public void onGap(long firstMissing, Round next) {
        catchUp.fetch(ledger.height() + 1, next.sequence() - 1, this::adopt);
        onRound(next);
    }

    private void adopt(Block fetched) {
        announce(room.patiently(() -> ledger.adopt(fetched)));
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
