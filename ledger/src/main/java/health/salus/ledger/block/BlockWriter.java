package health.salus.ledger.block;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.execution.BlockExecutor;
import health.salus.ledger.execution.ExecutedBlock;
import health.salus.ledger.execution.ExecutedTransaction;
import health.salus.ledger.execution.OrderedRound;
import health.salus.ledger.state.StateChanges;
import health.salus.proof.LogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Turns a round into the next block. The one way to write to the ledger: live rounds, redelivered ones and blocks
/// that were fetched from peers all pass here.
public final class BlockWriter {

    private final NetworkId network;
    private final BlockExecutor executor;
    private final LedgerStore store;

    public BlockWriter(NetworkId network, BlockExecutor executor, LedgerStore store) {
        this.network = network;
        this.executor = executor;
        this.store = store;
    }

    /// @param durable whether to return only after the block would survive a power cut; an engine that can deliver the
    /// round
    ///     again from its own durable log does not need it
    public WrittenBlock write(OrderedRound round, boolean durable) {
        ExecutedBlock executed = execute(round);
        // A crash here: nothing has changed. The engine delivers the round again, and execution gives the same block.
        return append(executed, _ -> true, durable);
    }

    /// Writes the block that others wrote, if executing its round here gives the same; otherwise nothing.
    ///
    /// @param durable false where a later block is forced soon: it takes those before it along
    public WrittenBlock write(OrderedRound round, Block expected, boolean durable) {
        return append(execute(round), expected::equals, durable);
    }

    private ExecutedBlock execute(OrderedRound round) {
        return executor.execute(
                store.height() + 1, round, store.state(), id -> store.find(id).isPresent());
    }

    /// Block 0: the state that the members agreed to begin with, without transactions.
    public WrittenBlock writeGenesis(Instant time, StateChanges state) {
        if (store.height() != LedgerStore.NO_BLOCK) {
            throw new IllegalStateException("the ledger has begun already");
        }
        return append(new ExecutedBlock(0, time, List.of(), List.of(), state), _ -> true, true);
    }

    private WrittenBlock append(ExecutedBlock executed, Predicate<Block> expected, boolean durable) {
        LedgerStore.PreparedState state = store.prepare(executed.changes());
        Digest memberSet = MemberSetState.digestAfter(store.state(), executed.changes());
        Octets header = new LogEntry.HeaderEntry(
                        LogEntry.VERSION, network, executed.height(), state.root(), memberSet, executed.time())
                .encode();
        Block block =
                new Block(Block.VERSION, executed.height(), executed.time(), store.logSize(), items(executed), header);
        if (!expected.test(block)) {
            throw new SalusException(
                    ErrorCode.DIVERGED, "executing the final block " + block.height() + " gives another result here");
        }
        store.commit(block, state, durable);
        // A crash here: the block is whole and counts. Its height tells the engine to pass over the round; peers get
        // this node's cosignature when it starts again.
        return new WrittenBlock(block, executed);
    }

    private List<Block.Item> items(ExecutedBlock executed) {
        List<Block.Item> items = new ArrayList<>(executed.transactions().size());
        for (ExecutedTransaction each : executed.transactions()) {
            items.add(Block.Item.of(network, each.transaction(), each.outcome().encode(), each.time()));
        }
        return items;
    }

    /// The block as it is kept, and what executing it brought.
    public record WrittenBlock(Block block, ExecutedBlock executed) {}
}
