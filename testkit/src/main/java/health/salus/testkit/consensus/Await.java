package health.salus.testkit.consensus;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what another thread brings about.
public final class Await {

    /// Reached only by a test that fails.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// How often a condition is looked at that nobody announces.
    private static final Duration GLANCE = Duration.ofMillis(10);

    private Await() {}

    /// Until the condition holds; it is looked at anew whenever the monitor is notified, and now and then.
    public static void until(Object monitor, BooleanSupplier condition, Supplier<String> description) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (monitor) {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("waited in vain: " + description.get());
                }
                try {
                    TimeUnit.MILLISECONDS.timedWait(monitor, GLANCE.toMillis());
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError(interrupted);
                }
            }
        }
    }

    public static void until(BooleanSupplier condition, Supplier<String> description) {
        until(new Object(), condition, description);
    }
}
