package health.salus.ledger.replica;

import health.salus.ledger.block.Block;
import health.salus.ledger.block.BlockWriter;
import health.salus.ledger.block.BlockWriter.WrittenBlock;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.execution.OrderedRound;
import java.util.Optional;
import java.util.function.Consumer;

/// One member's copy of the ledger: executes rounds in their order, adopts final blocks of others, and cosigns what it
/// has reached. For one thread.
public final class MemberLedger {

    private final LedgerStore store;
    private final BlockWriter writer;
    private final CheckpointSigner signer;
    private final Consumer<SignedCheckpoint> signed;

    /// @param signed takes each checkpoint of this member, to count it and to tell the others
    public MemberLedger(
            LedgerStore store, BlockWriter writer, CheckpointSigner signer, Consumer<SignedCheckpoint> signed) {
        this.store = store;
        this.writer = writer;
        this.signer = signer;
        this.signed = signed;
    }

    public long height() {
        return store.height();
    }

    /// From an ordered round to a signed checkpoint. Empty when the round was executed before, as after a restart: by
    /// the engine's promise it is identical.
    ///
    /// @param height the round's place in the order, which is its block's height
    /// @param durable false when the engine redelivers from its own durable log
    public Optional<WrittenBlock> execute(long height, OrderedRound round, boolean durable) {
        if (height <= store.height()) {
            return Optional.empty();
        }
        if (height != store.height() + 1) {
            throw new IllegalStateException(
                    "round " + height + " does not follow block " + store.height() + " of this ledger");
        }
        WrittenBlock written = writer.write(round, durable);
        cosign(written.block().logSize());
        return Optional.of(written);
    }

    /// As [#adopt(Block, boolean)], with no other to follow.
    public WrittenBlock adopt(Block fetched) {
        return adopt(fetched, false);
    }

    /// Executes a block that others vouch for, and insists on getting what they got before anything is stored.
    ///
    /// @param more whether another one follows at once: then this one is neither forced to the disk nor cosigned. A
    ///     power cut takes it, and it is fetched again; a cosignature of a later block stands for this one too
    public WrittenBlock adopt(Block fetched, boolean more) {
        OrderedRound round = new OrderedRound(
                fetched.time(),
                fetched.items().stream()
                        .map(item -> new OrderedRound.Item(item.envelope(), item.time(), signer.self()))
                        .toList());
        WrittenBlock written = writer.write(round, fetched, !more);
        if (!more) {
            cosign(written.block().logSize());
        }
        return written;
    }

    /// After a start: the block may have been written and never cosigned, and others may have forgotten.
    public void announceLatest() {
        cosign(store.logSize());
    }

    private void cosign(long logSize) {
        // The high-water mark is durable before the signature leaves: an honest member signs one root per size, ever.
        signer.sign(logSize).ifPresent(signed);
    }
}
