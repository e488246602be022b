package health.salus.ledger.store;

import health.salus.ledger.block.LedgerStore.PreparedState;
import health.salus.testkit.ledger.SampleBlocks;
import java.nio.file.Path;

/// A process that commits block after block until it is killed, and says after each one that it has.
final class CommittingProcess {

    /// Each block of a seed is the same in each process: the blocks are made from the seed and the height.
    static final int CHANGES = 120;

    static final int TRANSACTIONS = 3;
    private static final int DURABLE_EVERY = 4;

    private CommittingProcess() {}

    static SampleBlocks samples(long seed, long height) {
        return new SampleBlocks(seed * 1_000_003 + height);
    }

    public static void main(String[] arguments) {
        long seed = Long.parseLong(arguments[1]);
        try (RocksLedgerStore store = new RocksLedgerStore(Path.of(arguments[0]))) {
            System.out.println("opened " + store.height());
            while (!Thread.interrupted()) {
                SampleBlocks samples = samples(seed, store.height() + 1);
                PreparedState state = store.prepare(samples.changes(CHANGES));
                boolean durable = store.height() % DURABLE_EVERY == 0;
                store.commit(
                        SampleBlocks.next(store, samples.transactions(TRANSACTIONS), state.root()), state, durable);
                System.out.println("committed " + store.height());
            }
        }
    }
}
