package health.salus.simulator.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for what another process does by itself: asked again and again, since nothing there tells of it.
final class Polling {

    private static final long INTERVAL_NANOS = 50_000_000;

    private Polling() {}

    /// @param what is awaited, in words for whoever reads of the failure
    /// @param within how long it may take
    static void await(String what, Duration within, BooleanSupplier condition) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }
}
