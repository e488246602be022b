package health.salus.node.fhir;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import java.time.Duration;
import java.time.Instant;

/// How often somebody may ask who holds an identifier: whoever guesses numbers gets slow answers.
final class QuestionLimit {

    private static final int MAX_ASKERS = 10_000;
    private static final long MILLIS = 1_000;

    private final long burst;
    private final long perSecond;
    private final TimeSource time;
    private final Cache<String, Allowance> allowances;

    /// What is left, in thousandths of a question, so that parts of a second count.
    private record Allowance(long left, Instant at) {}

    /// @param burst questions at once, after a pause
    /// @param perSecond questions a second from then on
    QuestionLimit(int burst, int perSecond, TimeSource time) {
        this.burst = burst * MILLIS;
        this.perSecond = perSecond;
        this.time = time;
        // Longer than a full allowance takes to come back: what is forgotten is full anyhow.
        this.allowances = Caffeine.newBuilder()
                .maximumSize(MAX_ASKERS)
                .expireAfterAccess(Duration.ofSeconds(burst / perSecond + 1L))
                .build();
    }

    /// @throws SalusException `TOO_MANY_REQUESTS`
    void ask(String asker) {
        Instant now = time.now();
        boolean[] refused = new boolean[1];
        allowances.asMap().compute(asker, (_, before) -> {
            long left = before == null ? burst : refilled(before, now);
            refused[0] = left < MILLIS;
            return new Allowance(refused[0] ? left : left - MILLIS, now);
        });
        if (refused[0]) {
            throw new SalusException(ErrorCode.TOO_MANY_REQUESTS, "too many questions about identifiers");
        }
    }

    /// The question was none that a guess would have been.
    void giveBack(String asker) {
        allowances
                .asMap()
                .computeIfPresent(
                        asker, (_, before) -> new Allowance(Math.min(burst, before.left() + MILLIS), before.at()));
    }

    private long refilled(Allowance before, Instant now) {
        long elapsed = Math.max(0, Duration.between(before.at(), now).toMillis());
        return Math.min(burst, before.left() + Math.min(burst, elapsed * perSecond));
    }
}
