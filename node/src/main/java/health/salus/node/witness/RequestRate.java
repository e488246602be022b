package health.salus.node.witness;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import java.time.Duration;
import java.time.Instant;

/// How often one address may ask this witness: a log asks every few seconds, a proxy stands for several.
public final class RequestRate {

    private static final int MAX_ADDRESSES = 10_000;
    private static final long BURST = 60;
    private static final long PER_SECOND = 10;
    private static final long MILLIS = 1_000;

    private final TimeSource time;

    /// What is forgotten is full anyhow.
    private final Cache<String, Allowance> allowances = Caffeine.newBuilder()
            .maximumSize(MAX_ADDRESSES)
            .expireAfterAccess(Duration.ofSeconds(BURST / PER_SECOND + 1))
            .build();

    /// What is left, in thousandths of a request, so that parts of a second count.
    private record Allowance(long left, Instant at) {}

    public RequestRate(TimeSource time) {
        this.time = time;
    }

    /// @throws SalusException `TOO_MANY_REQUESTS`
    public void ask(String address) {
        Instant now = time.now();
        Allowance after = allowances.asMap().compute(address, (_, before) -> {
            long left = before == null ? BURST * MILLIS : refilled(before, now);
            // Below nothing, so that who is refused is told from who took the last.
            return new Allowance(Math.max(left - MILLIS, -1), now);
        });
        if (after.left < 0) {
            throw new SalusException(ErrorCode.TOO_MANY_REQUESTS, "too many checkpoints from one address");
        }
    }

    private static long refilled(Allowance before, Instant now) {
        long elapsed = Math.clamp(Duration.between(before.at, now).toMillis(), 0, BURST * MILLIS);
        return Math.min(BURST * MILLIS, Math.max(before.left, 0) + elapsed * PER_SECOND);
    }
}
