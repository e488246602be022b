package health.salus.ledger.store;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.testkit.ledger.SampleBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A process that commits blocks on a small disk until it is full, then frees space and goes on. Says what happens.
final class FillingProcess {

    /// Room for what waits in memory, which is written before anything new is taken.
    private static final int BALLAST_BYTES = 72 * 1024 * 1024;
    private static final int REFUSALS = 5;

    /// RocksDB looks for space again every few seconds.
    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final int MAX_RETRIES = 240;

    private FillingProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path disk = Path.of(arguments[0]);
        Path ballast = Files.write(disk.resolve("ballast"), new byte[BALLAST_BYTES]);
        SampleBlocks samples = new SampleBlocks(11);
        try (RocksLedgerStore store = new RocksLedgerStore(disk.resolve("ledger"))) {
            while (commits(store, samples)) {
                // Until the disk is full.
            }
            long height = store.height();
            for (int i = 0; i < REFUSALS; i++) {
                require(!commits(store, samples), "a full disk took a block");
            }
            require(store.height() == height && store.block(height).isPresent(), "the last block went away");
            require(StoreCheck.run(store).isEmpty(), "a full disk damaged the ledger");
            Files.delete(ballast);
            for (int i = 0; store.height() == height; i++) {
                require(i < MAX_RETRIES, "no block was taken after space was freed");
                if (!commits(store, samples)) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
        try (RocksLedgerStore store = new RocksLedgerStore(disk.resolve("ledger"))) {
            require(StoreCheck.run(store).isEmpty(), "the ledger was damaged");
            System.out.println("resumed " + store.height());
        }
    }

    private static boolean commits(RocksLedgerStore store, SampleBlocks samples) {
        try {
            samples.commit(store, 20, 2_000);
            return true;
        } catch (SalusException refused) {
            require(refused.code() == ErrorCode.STORAGE_FULL, "refused with " + refused);
            return false;
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
