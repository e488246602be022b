package health.salus.client;

import java.time.Duration;

/// Waits between two attempts.
@FunctionalInterface
public interface Pause {

    void of(Duration duration) throws InterruptedException;
}
