package health.salus.node.replica;

import health.salus.consensus.Round;
import health.salus.consensus.RoundHandler;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.BlockWriter;
import health.salus.ledger.block.BlockWriter.WrittenBlock;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.execution.OrderedRound;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// This member's copy of the ledger, driven by consensus. Called by the engine's one thread.
public final class Replica implements RoundHandler {

    /// Told of each block after it is committed, in order, on the engine's thread: must be quick, and must not fail.
    @FunctionalInterface
    public interface BlockListener {
        void onBlock(WrittenBlock block);
    }

    private final LedgerStore store;
    private final BlockWriter writer;
    private final CheckpointSigner signer;
    private final Finality finality;
    private final CatchUp catchUp;
    private final CosignatureSender sender;
    private final boolean durableCommits;
    private final List<BlockListener> listeners = new CopyOnWriteArrayList<>();

    /// @param durableCommits false when the engine redelivers from its own durable log
    Replica(Parts parts, boolean durableCommits) {
        this.store = parts.store();
        this.writer = parts.writer();
        this.signer = parts.signer();
        this.finality = parts.finality();
        this.catchUp = parts.catchUp();
        this.sender = parts.sender();
        this.durableCommits = durableCommits;
    }

    record Parts(
            LedgerStore store,
            BlockWriter writer,
            CheckpointSigner signer,
            Finality finality,
            CatchUp catchUp,
            CosignatureSender sender) {}

    public void listen(BlockListener listener) {
        listeners.add(listener);
    }

    @Override
    public long lastSequence() {
        return store.height();
    }

    /// From an ordered round to a signed checkpoint.
    @Override
    public void onRound(Round round) {
        if (round.sequence() <= store.height()) {
            return; // Executed before the restart; identical by the engine's promise.
        }
        if (round.sequence() != store.height() + 1) {
            throw new IllegalStateException(
                    "round " + round.sequence() + " does not follow block " + store.height() + " of this ledger");
        }
        WrittenBlock written = writer.write(ordered(round), durableCommits);
        announce(written);
    }

    @Override
    public void onGap(long firstMissing, Round next) {
        catchUp.fetch(store.height() + 1, next.sequence() - 1, this::adopt);
        onRound(next);
    }

    /// Executes a block that peers have made final, and insists on getting what they got.
    void adopt(Block fetched) {
        OrderedRound round = new OrderedRound(
                fetched.time(),
                fetched.items().stream()
                        .map(item -> new OrderedRound.Item(item.envelope(), item.time(), signer.self()))
                        .toList());
        WrittenBlock written = writer.write(round, true);
        if (!written.block().equals(fetched)) {
            throw new SalusException(
                    ErrorCode.DIVERGED, "executing the final block " + fetched.height() + " gives another result here");
        }
        announce(written);
    }

    private void announce(WrittenBlock written) {
        cosign(written.block().logSize());
        for (BlockListener listener : listeners) {
            listener.onBlock(written);
        }
    }

    /// After a start: the block may have been written and never cosigned, and peers may have forgotten.
    void announceLatest() {
        cosign(store.logSize());
    }

    private void cosign(long logSize) {
        // The high-water mark is durable before the signature leaves: an honest member signs one root per size, ever.
        SignedCheckpoint signed = signer.sign(logSize);
        finality.own(signed);
        sender.send(signed);
    }

    private static OrderedRound ordered(Round round) {
        return new OrderedRound(
                round.time(),
                round.transactions().stream()
                        .map(each -> new OrderedRound.Item(each.bytes(), each.time(), each.submitter()))
                        .toList());
    }
}
