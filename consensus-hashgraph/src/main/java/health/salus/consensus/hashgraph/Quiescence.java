package health.salus.consensus.hashgraph;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hiero.consensus.model.quiescence.QuiescenceCommand;
import org.hiero.consensus.model.status.PlatformStatus;

/// Lets the engine rest while there is nothing to order, and wakes it at once when there is.
///
/// Each node decides for itself. That the network wakes as a whole follows from one rule: whoever has seen an event
/// with a transaction goes on making events until that transaction is ordered. The first event after a rest is made
/// without the others' (`BREAK_QUIESCENCE`); they see it and follow. A node that has just joined knocks, so that a
/// network at rest orders its first event and thereby confirms that it has joined.
final class Quiescence {

    /// How long the network stays awake after the last transaction, so that the members' signatures of the state with
    /// it still travel.
    static final Duration AFTERGLOW = Duration.ofSeconds(2);

    /// How often a node that waits to be confirmed knocks again.
    private static final Duration KNOCK_PERIOD = Duration.ofSeconds(5);

    private final TransactionPool pool;
    private final Duration afterglow;
    private final InFlight inFlight;
    private final ScheduledThreadPoolExecutor timer;
    private Optional<Consumer<QuiescenceCommand>> engine = Optional.empty();
    private Optional<ScheduledFuture<?>> appointment = Optional.empty();
    private QuiescenceCommand current = QuiescenceCommand.DONT_QUIESCE;
    private PlatformStatus status = PlatformStatus.STARTING_UP;

    Quiescence(TransactionPool pool, long horizonRounds, Duration afterglow) {
        this.pool = pool;
        this.afterglow = afterglow;
        this.inFlight = new InFlight(horizonRounds);
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("hashgraph-quiescence").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    synchronized void connect(Consumer<QuiescenceCommand> target) {
        engine = Optional.of(target);
    }

    /// Something waits in the pool.
    synchronized void submitted() {
        // While an event with a transaction is under way the others are awake, and ordinary events will be possible.
        if (status == PlatformStatus.ACTIVE && inFlight.isEmpty()) {
            command(QuiescenceCommand.BREAK_QUIESCENCE);
        }
        cancelAppointment();
    }

    /// An event with a transaction was seen, ours or another's.
    synchronized void seen(long birthRound) {
        inFlight.seen(birthRound);
        command(QuiescenceCommand.DONT_QUIESCE);
        cancelAppointment();
    }

    /// An event with a transaction was ordered.
    synchronized void ordered(long birthRound) {
        inFlight.ordered(birthRound);
    }

    synchronized void roundReached(long round) {
        inFlight.roundReached(round);
        restSoonIfSettled();
    }

    /// The engine was given another state: it will not order what that state has passed.
    synchronized void forget() {
        inFlight.clear();
    }

    private void restSoonIfSettled() {
        if (status == PlatformStatus.ACTIVE && inFlight.isEmpty() && appointment.isEmpty()) {
            appoint(this::restIfIdle, afterglow);
        }
    }

    synchronized void statusChanged(PlatformStatus next) {
        status = next;
        cancelAppointment();
        switch (next) {
            case ACTIVE -> restSoonIfSettled();
            case CHECKING -> knock();
            default -> command(QuiescenceCommand.DONT_QUIESCE);
        }
    }

    private synchronized void restIfIdle() {
        appointment = Optional.empty();
        if (status == PlatformStatus.ACTIVE && inFlight.isEmpty() && !pool.hasWaiting()) {
            command(QuiescenceCommand.QUIESCE);
        }
    }

    private synchronized void knock() {
        appointment = Optional.empty();
        if (status != PlatformStatus.CHECKING) {
            return;
        }
        if (!pool.hasWaiting()) {
            pool.knock();
        }
        command(QuiescenceCommand.BREAK_QUIESCENCE);
        appoint(this::knock, KNOCK_PERIOD);
    }

    private void appoint(Runnable task, Duration delay) {
        if (timer.isShutdown()) {
            // The engine goes on changing its status while it closes.
            return;
        }
        appointment = Optional.of(timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void cancelAppointment() {
        if (status == PlatformStatus.CHECKING) {
            return;
        }
        appointment.ifPresent(task -> task.cancel(false));
        appointment = Optional.empty();
    }

    private void command(QuiescenceCommand next) {
        if (next != current) {
            current = next;
            engine.ifPresent(target -> target.accept(next));
        }
    }

    synchronized void close() {
        timer.shutdownNow();
        engine = Optional.empty();
    }
}
