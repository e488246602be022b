package health.salus.client;

import health.salus.client.ClientConfig.Surroundings;
import health.salus.kernel.RandomSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A clock that moves only when somebody pauses, and randomness that counts.
final class ManualSurroundings {

    final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private byte next;

    Surroundings surroundings() {
        RandomSource random = target -> {
            for (int i = 0; i < target.length; i++) {
                target[i] = next++;
            }
        };
        return new Surroundings(() -> now, random, this::pause);
    }

    private void pause(Duration duration) {
        pauses.add(duration);
        now = now.plus(duration);
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }
}
