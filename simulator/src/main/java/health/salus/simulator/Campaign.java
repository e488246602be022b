package health.salus.simulator;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;

/// Seed after seed on all processors, each run on a thread of its own, until there were enough operations or the time
/// is over. Stops at the first broken promise.
final class Campaign {

    private static final Duration REPORT_EVERY = Duration.ofMinutes(1);

    private final LongFunction<Plan> plans;
    private final Bounds bounds;
    private final PrintStream out;
    private final AtomicLong nextSeed;
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong epochs = new AtomicLong();
    private final AtomicReference<Optional<BrokenPromise>> broken = new AtomicReference<>(Optional.empty());
    private final long begin = System.nanoTime();

    /// @param operations that clients' transactions have to come to ([Simulation.Result#operations()])
    /// @param time after which no further seed is begun
    record Bounds(long operations, Duration time) {}

    /// @param plans of the runs, by their seeds
    Campaign(long firstSeed, LongFunction<Plan> plans, Bounds bounds, PrintStream out) {
        this.nextSeed = new AtomicLong(firstSeed);
        this.plans = plans;
        this.bounds = bounds;
        this.out = out;
    }

    /// @return what was broken first
    Optional<BrokenPromise> run() throws InterruptedException {
        out.println("from seed " + nextSeed + " on " + Runtime.getRuntime().availableProcessors() + " processors");
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            threads.add(Thread.ofPlatform().name("simulation-" + i).start(this::work));
        }
        for (Thread thread : threads) {
            while (!thread.join(REPORT_EVERY)) {
                report();
            }
        }
        report();
        return broken.get();
    }

    private void work() {
        while (broken.get().isEmpty()
                && operations.get() < bounds.operations
                && elapsed().compareTo(bounds.time) < 0) {
            try {
                Simulation.Result result = new Simulation(plans.apply(nextSeed.getAndIncrement()), _ -> {}).run();
                runs.incrementAndGet();
                operations.addAndGet(result.operations());
                epochs.addAndGet(result.epochs());
            } catch (BrokenPromise promise) {
                broken.compareAndSet(Optional.empty(), Optional.of(promise));
            }
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void report() {
        long seconds = Math.max(1, elapsed().toSeconds());
        out.println(operations + " operations in " + runs + " runs with " + epochs + " changes of members, " + seconds
                + " s, " + operations.get() / seconds + " operations a second");
    }
}
