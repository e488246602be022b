package health.salus.node.snapshot;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.ledger.archive.BlockSegment;
import health.salus.ledger.block.Block;
import health.salus.ledger.store.LogIntake;
import health.salus.ledger.store.SnapshotIntake;
import health.salus.ledger.store.StateIntake;
import health.salus.proof.tiles.LogFile.HashTile;
import health.salus.proof.transaction.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches one snapshot: the hashes of the log, the state, and as many of the latest blocks as it takes to refuse
/// repetitions as every other member does.
final class SnapshotTransfer {

    /// A source that does not answer so often in turn is given up.
    private static final int TRIES = 5;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
    private static final int PAGE_BLOCKS = 256;
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTransfer.class);

    private final SnapshotSource source;
    private final SnapshotOffer offer;
    private final SnapshotIntake.Target target;
    private long reportedNanos = System.nanoTime();

    SnapshotTransfer(SnapshotSource source, SnapshotOffer offer, SnapshotIntake.Target target) {
        this.source = source;
        this.offer = offer;
        this.target = target;
    }

    /// What is in the directory already, of the same snapshot, is not fetched again.
    ///
    /// @throws SalusException `BAD_SIGNATURE` or `MALFORMED` for a source that lies, or why it cannot be had
    void into(Path directory) {
        try (SnapshotIntake intake = SnapshotIntake.open(directory, target)) {
            log(intake.log());
            state(intake.state());
            long first = blocks(intake);
            intake.finish(first);
            LOG.info(
                    "the snapshot of block {} is whole: {} tiles of the log, {} parts of the state, blocks from {} on",
                    target.height(),
                    intake.log().taken(),
                    intake.state().taken(),
                    first);
        }
    }

    private void log(LogIntake log) {
        long all = target.logSize() / 255 + 1;
        for (List<HashTile> wanted = log.next(); !wanted.isEmpty(); wanted = log.next()) {
            List<HashTile> tiles = wanted;
            log.accept(patiently(() -> source.tiles(target.logSize(), tiles)));
            report("about " + Math.min(100, 100 * log.taken() / all) + " % of the log's hashes");
        }
    }

    private void state(StateIntake state) {
        for (StateIntake.Wanted wanted = state.next(); !wanted.isEmpty(); wanted = state.next()) {
            StateIntake.Wanted parts = wanted;
            SnapshotMessages.StateParts given = patiently(() -> source.state(target.height(), parts));
            state.accept(given.pages(), given.values());
            report(state.taken() + " parts of the state");
        }
    }

    /// A transaction may be ordered again as long as it is valid, so those of that time must be known. Backwards, as it
    /// is the blocks that say when they were.
    ///
    /// @return the height of the first block
    private long blocks(SnapshotIntake intake) {
        Instant over = offer.time().minus(Transaction.MAX_WINDOW);
        long from = target.height() + 1;
        while (from > 0) {
            long to = from - 1;
            // Whole segments, as an archive has them.
            from = BlockSegment.firstOf(Math.max(0, to - PAGE_BLOCKS + 1));
            window(intake, from, to);
            report("blocks from " + from + " on");
            if (!intake.block(from).orElseThrow().time().isAfter(over)) {
                break;
            }
        }
        return from;
    }

    private void window(SnapshotIntake intake, long from, long to) {
        long next = from;
        while (next <= to) {
            if (intake.hasBlock(next)) {
                next++;
                continue;
            }
            long wanted = next;
            List<Block> page = patiently(() -> source.blocks(wanted, to));
            if (page.isEmpty() || page.size() > to - next + 1) {
                throw new SalusException(ErrorCode.MALFORMED, "the peer gives other blocks than were asked for");
            }
            for (Block block : page) {
                if (block.height() != next++) {
                    throw new SalusException(ErrorCode.MALFORMED, "the peer's blocks do not follow each other");
                }
            }
            intake.accept(page);
        }
    }

    /// A call that fails for want of an answer is made again, for a while.
    private static <T> T patiently(Supplier<T> call) {
        for (int tries = 1; true; tries++) {
            try {
                return call.get();
            } catch (SalusException failed) {
                if (!failed.code().retryable() || tries == TRIES) {
                    throw failed;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void report(String what) {
        if (System.nanoTime() - reportedNanos > REPORT_EVERY.toNanos()) {
            reportedNanos = System.nanoTime();
            LOG.info("snapshot of block {} from {}: {} so far", target.height(), source.name(), what);
        }
    }
}
