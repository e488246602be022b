package health.salus.node.custody;

import health.salus.contracts.identity.CustodianSet;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.TimeSource;
import health.salus.node.config.NodeConfig;
import health.salus.node.local.LocalStore;
import health.salus.node.local.LocalStore.Space;
import health.salus.vault.repair.Upkeep;
import health.salus.vault.resharing.MoveOrder;
import health.salus.vault.resharing.PieceSettlement.Outcome;
import health.salus.vault.resharing.ShareDealer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the segments of superseded custodian sets moved while the node runs, settles what came, and forgets what is kept
/// elsewhere now. What is still to be done is found on the ledger and in the store each time, so a node that was
/// stopped
/// in the middle goes on where it was.
public final class MoveLoop implements AutoCloseable {

    /// Longer than a word lasts that a custodian gave.
    private static final Duration QUIET = Duration.ofMinutes(3);

    private static final Logger LOG = LoggerFactory.getLogger(MoveLoop.class);

    private final MovingPieces moving;
    private final Upkeep upkeep;
    private final LedgerSegments segments;
    private final BooleanSupplier current;
    private final LocalStore marks;
    private final NodeConfig.Vault settings;
    private final TimeSource time;
    private final MemberId self;

    private final AtomicLong moved = new AtomicLong();
    private final AtomicLong came = new AtomicLong();
    private final AtomicLong left = new AtomicLong();

    /// Guarded by `turn`: when everything was looked at last, and since when others' share of the work is waited for.
    private Instant walked = Instant.MIN;

    private Optional<Instant> standingBy = Optional.empty();

    /// One turn at a time, whoever asked for it; none once the node stops.
    private final ReentrantLock turn = new ReentrantLock();

    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("vault-moving").unstarted(this::run);

    /// @param current whether this member's ledger follows the network
    public MoveLoop(
            NodeVault vault, BooleanSupplier current, LocalStore marks, NodeConfig.Vault settings, TimeSource time) {
        this.moving = vault.moving();
        this.upkeep = vault.upkeep();
        this.segments = vault.segments();
        this.self = vault.custodian().member();
        this.current = current;
        this.marks = marks;
        this.settings = settings;
        this.time = time;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stop.await(settings.repairEvery().toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    move();
                } catch (SalusException unavailable) {
                    if (stop.getCount() > 0) {
                        LOG.warn("Moving segments waits for its next turn: {}", unavailable.toString());
                    }
                } catch (RuntimeException defect) {
                    LOG.error("Moving segments failed", defect);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Does what can be done now, at the pace of the configuration.
    public void move() {
        turn.lock();
        try {
            requireRunning();
            if (!current.getAsBoolean()) {
                return;
            }
            came.addAndGet(moving.settleArrived(_ -> requireRunning()));
            List<CustodianSet> superseded = moving.ledger().superseded();
            List<CustodianSet> undone =
                    superseded.stream().filter(set -> !isDone(set)).toList();
            boolean again = !superseded.isEmpty() && !time.now().isBefore(nextWalk());
            if (!undone.isEmpty() || again) {
                walk(undone);
            }
        } finally {
            turn.unlock();
        }
    }

    private Instant nextWalk() {
        return walked.equals(Instant.MIN) ? Instant.MIN : walked.plus(settings.scrubEvery());
    }

    private void walk(List<CustodianSet> undone) {
        List<Long> kept = undone.stream().map(moving.ledger()::keptBy).toList();
        PendingMoves pending = new PendingMoves(self, moving.ledger());
        moving.forEachPresent(pending::look);
        settle(pending.outdated());
        long before = moved.get();
        List<MoveOrder> mine = pending.orders(0);
        standingBy =
                mine.isEmpty() && pending.isAny() ? standingBy.or(() -> Optional.of(time.now())) : Optional.empty();
        move(mine);
        for (int rank = 1; standingBy.isPresent() && rank <= ranksDue(); rank++) {
            move(pending.orders(rank));
        }
        if (pending.isAny()
                && moved.get() == before
                && moving.ledger().time().isBefore(time.now().minus(QUIET))) {
            // Pieces of a move that failed are promised until a time that no block may have come to.
            moving.ledger().tick();
        }
        if (pending.isWhole()) {
            walked = time.now();
            finish(undone, kept, pending);
        }
    }

    /// Whoever should have had a segment moved has had its time; the next does it, and so on.
    private long ranksDue() {
        Duration waited = Duration.between(standingBy.orElseThrow(), time.now());
        Duration each = settings.missedAfter();
        return each.isZero() ? PendingMoves.MAX_RANK : Math.min(PendingMoves.MAX_RANK, waited.dividedBy(each));
    }

    private void settle(List<SegmentId> outdated) {
        for (SegmentId segment : outdated) {
            requireRunning();
            switch (moving.settle(segment)) {
                case CAME -> came.incrementAndGet();
                case LEFT -> {
                    left.incrementAndGet();
                    if (segments.isOwn(segment)) {
                        // It never arrived: this member was down, or its dealers lied to it alone.
                        upkeep.complete(segment);
                    }
                }
                case STAYS -> {
                    // Not final yet.
                }
            }
        }
    }

    private void move(List<MoveOrder> orders) {
        for (List<MoveOrder> way : PendingMoves.byWay(orders)) {
            for (int from = 0; from < way.size(); from += ShareDealer.MAX_SEGMENTS) {
                List<MoveOrder> batch = way.subList(from, Math.min(from + ShareDealer.MAX_SEGMENTS, way.size()));
                moved.addAndGet(moving.move(batch));
                came.addAndGet(moving.settleArrived(_ -> requireRunning()));
                batch.forEach(order -> count(moving.settle(order.segment().segment())));
                pause(batch.size());
            }
        }
    }

    private void count(Outcome outcome) {
        switch (outcome) {
            case CAME -> came.incrementAndGet();
            case LEFT -> left.incrementAndGet();
            case STAYS -> {
                // Not moved now, or settled with what arrived.
            }
        }
    }

    /// A set that kept nothing any more before everything was looked at, and of which nothing was found here, is done
    /// with: the keys of its shares go, and it is not looked for again.
    private void finish(List<CustodianSet> undone, List<Long> kept, PendingMoves pending) {
        if (pending.isAny() || !pending.outdated().isEmpty()) {
            return;
        }
        List<CustodianSet> done = undone.stream()
                .filter(set -> kept.get(undone.indexOf(set)) == 0)
                .toList();
        if (!done.isEmpty()) {
            // Before the mark: a crash in between has it done twice.
            moving.destroyForgotten();
            done.forEach(set -> marks.put(Space.MARKS, mark(set), Octets.utf8("done")));
            LOG.info(
                    "Segments of superseded custodian sets were moved, and their shares here destroyed: {}", ids(done));
        }
    }

    private static String ids(List<CustodianSet> sets) {
        return String.join(", ", sets.stream().map(set -> set.id().value()).toList());
    }

    private boolean isDone(CustodianSet set) {
        return marks.get(Space.MARKS, mark(set)).isPresent();
    }

    private static Octets mark(CustodianSet set) {
        return Octets.concat(
                Octets.utf8("vault/moved/"),
                Digest.sha256(Octets.utf8(set.id().value())).octets());
    }

    public MoveCounts counts() {
        return new MoveCounts(
                moved.get(), came.get(), left.get(), moving.ledger().waiting());
    }

    private void requireRunning() {
        if (stop.getCount() == 0) {
            throw new SalusException(ErrorCode.TIMEOUT, "this node is stopping");
        }
    }

    private void pause(int segments) {
        try {
            if (stop.await(segments * 1_000L / settings.movedPerSecond(), TimeUnit.MILLISECONDS)) {
                requireRunning();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.TIMEOUT, "this node is stopping", interrupted);
        }
    }

    /// Returns when nothing is being moved any more.
    @Override
    public void close() {
        stop.countDown();
        turn.lock();
        try {
            LOG.debug("Moving of segments has ended");
        } finally {
            turn.unlock();
        }
    }
}
