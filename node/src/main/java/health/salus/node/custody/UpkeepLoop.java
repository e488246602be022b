package health.salus.node.custody;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.TimeSource;
import health.salus.ledger.block.Block;
import health.salus.node.config.NodeConfig;
import health.salus.node.local.LocalStore;
import health.salus.node.local.LocalStore.Space;
import health.salus.node.replica.LedgerRuntime;
import health.salus.vault.repair.ScrubReport;
import health.salus.vault.repair.Upkeep;
import health.salus.vault.repair.UpkeepCounts;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps this member's pieces whole while the node runs: follows the ledger for pieces that never arrived, reads
/// everything again once in a while, and forgets what no transaction came to name.
///
/// Its marks are hints: a lost one has work done again, which changes nothing.
public final class UpkeepLoop implements AutoCloseable {

    /// With more than this waiting to be rebuilt, peers are away: looking for further ones can wait too.
    private static final long MAX_WAITING = 1_000;

    private static final int RETRIES_A_TURN = 100;
    private static final Octets COMPLETED = Octets.utf8("vault/completed-height");
    private static final Octets SCRUBBED = Octets.utf8("vault/scrubbed-at");
    private static final Logger LOG = LoggerFactory.getLogger(UpkeepLoop.class);

    private final Upkeep upkeep;
    private final LedgerSegments segments;
    private final MovingPieces moving;
    private final LedgerRuntime ledger;
    private final LocalStore marks;
    private final NodeConfig.Vault settings;
    private final TimeSource time;

    /// One turn at a time, whoever asked for it; none once the node stops.
    private final ReentrantLock turn = new ReentrantLock();

    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("vault-upkeep").unstarted(this::run);

    public UpkeepLoop(
            NodeVault vault, LedgerRuntime ledger, LocalStore marks, NodeConfig.Vault settings, TimeSource time) {
        this.upkeep = vault.upkeep();
        this.segments = vault.segments();
        this.moving = vault.moving();
        this.ledger = ledger;
        this.marks = marks;
        this.settings = settings;
        this.time = time;
    }

    public void start() {
        if (mark(SCRUBBED).isEmpty()) {
            mark(SCRUBBED, time.now().getEpochSecond());
        }
        thread.start();
    }

    private void run() {
        try {
            while (!stop.await(settings.repairEvery().toMillis(), TimeUnit.MILLISECONDS)) {
                take();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Each for itself: what keeps one from its end must not keep the others from their beginning.
    private void take() {
        take(this::complete);
        Instant scrubbed = Instant.ofEpochSecond(mark(SCRUBBED).orElse(0));
        if (!time.now().isBefore(scrubbed.plus(settings.scrubEvery()))) {
            take(this::scrub);
            take(this::collectOrphans);
        }
    }

    private void take(Runnable work) {
        try {
            work.run();
        } catch (SalusException unavailable) {
            if (stop.getCount() > 0) {
                LOG.warn("Upkeep of the vault waits for its next turn: {}", unavailable.toString());
            }
        } catch (RuntimeException defect) {
            LOG.error("Upkeep of the vault failed", defect);
        }
    }

    /// Reads every byte again and rebuilds what is damaged or missing, now.
    public ScrubReport scrub() {
        return inTurn(() -> {
            ScrubReport report = upkeep.scrub(this::pause);
            if (!report.damages().isEmpty()) {
                LOG.warn(
                        "Scrub: {} damages; {} fragments and {} key shares are whole again, {} and {} wait for other members",
                        report.damages().size(),
                        report.repaired().size(),
                        report.recoveredShares().size(),
                        report.unrepaired().size(),
                        report.lostShares().size());
            }
            // Also what the store does not know any more: the ledger is gone through from its beginning.
            mark(SCRUBBED, time.now().getEpochSecond());
            mark(COMPLETED, 0);
            complete();
            return report;
        });
    }

    /// Gets the pieces that this member should have received, as far as the ledger was not looked at yet.
    public void complete() {
        inTurn(() -> {
            upkeep.retry(RETRIES_A_TURN, this::pause);
            Instant arrived = time.now().minus(settings.missedAfter());
            long height = mark(COMPLETED).orElse(0);
            long last = ledger.network().height();
            while (height < last && upkeep.counts().unrepaired() < MAX_WAITING) {
                Block block = ledger.block(height + 1).orElseThrow();
                if (block.time().isAfter(arrived)) {
                    break;
                }
                complete(block);
                height++;
                mark(COMPLETED, height);
            }
            return true;
        });
    }

    private void complete(Block block) {
        long bytes = 0;
        for (Block.Item item : block.items()) {
            bytes += item.envelope().length();
        }
        pause(bytes);
        for (SegmentId segment : LedgerSegments.namedIn(block)) {
            if (segments.isOwn(segment)) {
                // A piece from before a move would look like one that is there.
                moving.settle(segment);
                upkeep.complete(segment);
            }
        }
    }

    /// Forgets pieces that are still on no ledger when the ledger's own time says that no transaction can name them any
    /// more.
    public int collectOrphans() {
        // A ledger that lags, or waits for a quorum, has not seen everything that is older.
        return inTurn(() -> upkeep.collectOrphans(ledger.network().time().minus(settings.orphansAfter())));
    }

    private <T> T inTurn(Supplier<T> work) {
        turn.lock();
        try {
            if (stop.getCount() == 0) {
                throw stopping();
            }
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    private static SalusException stopping() {
        return new SalusException(ErrorCode.TIMEOUT, "this node is stopping");
    }

    public UpkeepCounts counts() {
        return upkeep.counts();
    }

    private void pause(long bytes) {
        try {
            if (stop.await(bytes * 1_000_000 / settings.scrubBytesPerSecond(), TimeUnit.MICROSECONDS)) {
                throw stopping();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw stopping();
        }
    }

    private OptionalLong mark(Octets name) {
        return marks.get(Space.MARKS, name)
                .map(value -> OptionalLong.of(ByteBuffer.wrap(value.toArray()).getLong()))
                .orElseGet(OptionalLong::empty);
    }

    private void mark(Octets name, long value) {
        marks.put(
                Space.MARKS,
                name,
                Octets.wrap(ByteBuffer.allocate(Long.BYTES).putLong(value).array()));
    }

    /// Returns when nothing is being read or rebuilt any more.
    @Override
    public void close() {
        stop.countDown();
        turn.lock();
        try {
            LOG.debug("Upkeep of the vault has ended");
        } finally {
            turn.unlock();
        }
    }
}
