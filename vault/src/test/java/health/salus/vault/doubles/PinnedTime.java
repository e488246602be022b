package health.salus.vault.doubles;

import health.salus.kernel.TimeSource;
import java.time.Duration;
import java.time.Instant;

/// Time that stands still until a test moves it.
public final class PinnedTime implements TimeSource {

    private volatile Instant now = Instant.parse("2026-03-04T05:06:07Z");

    @Override
    public Instant now() {
        return now;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }
}
