package health.salus.node.retention;

import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.ledger.archive.Archiver;
import health.salus.ledger.archive.BlockSegment;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.node.config.NodeConfig;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves blocks to the archive once they are old enough by the node's policy, and final. Without an archive it does
/// nothing: no policy removes what is nowhere else.
final class RetentionLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionLoop.class);

    private final LedgerDisk disk;
    private final LongSupplier finalSize;
    private final NodeConfig.Retention policy;
    private final TimeSource time;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("retention").unstarted(this::run);
    private volatile Optional<String> trouble = Optional.empty();

    /// @param finalSize how much of the log a final checkpoint covers
    RetentionLoop(LedgerDisk disk, LongSupplier finalSize, NodeConfig.Retention policy, TimeSource time) {
        this.disk = disk;
        this.finalSize = finalSize;
        this.policy = policy;
        this.time = time;
    }

    void start() {
        disk.archiver().ifPresent(_ -> thread.start());
    }

    /// Why blocks that should have gone are still here, if any are.
    Optional<String> trouble() {
        return trouble;
    }

    private void run() {
        try {
            do {
                disk.archiver().ifPresent(this::look);
            } while (!stop.await(policy.lookEvery().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Archiver archiver) {
        long before = disk.firstBlock();
        try {
            while (stop.getCount() > 0 && mayGo(disk.firstBlock() + BlockSegment.BLOCKS - 1)) {
                archiver.moveNext(disk.firstBlock() + BlockSegment.BLOCKS);
            }
            trouble = Optional.empty();
        } catch (SalusException failed) {
            if (stop.getCount() > 0) {
                trouble = Optional.of(failed.code() + ": " + failed.detail());
                LOG.warn("Blocks cannot be archived now, and stay on this disk: {}", failed.toString());
            }
        } catch (RuntimeException defect) {
            trouble = Optional.of("the blocks cannot be archived: see this node's log");
            LOG.error("Archiving of blocks failed", defect);
        }
        if (disk.firstBlock() > before) {
            LOG.info(
                    "blocks {} to {} are in the archive, and not on this disk any more", before, disk.firstBlock() - 1);
        }
    }

    /// Whether the policy lets go of the blocks up to this one.
    private boolean mayGo(long last) {
        LedgerStore ledger = disk.ledger();
        if (last > ledger.height() - policy.keepBlocks()) {
            return false;
        }
        Block block = ledger.block(last).orElseThrow();
        return block.time().isBefore(time.now().minus(policy.keepFor())) && block.logSize() <= finalSize.getAsLong();
    }

    /// What is being moved is moved to its end.
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
