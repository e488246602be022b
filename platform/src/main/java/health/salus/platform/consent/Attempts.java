package health.salus.platform.consent;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.time.Duration;
import java.time.Instant;

/// How often somebody was refused about one patient lately.
final class Attempts {

    /// More a loop makes. Each leaves a line in the patient's list, on every member and for ever: whoever could add to
    /// it without an end would bury what came before.
    private static final int ANSWERED = 100;

    private static final Duration WITHIN = Duration.ofSeconds(10);

    private int count;
    private Instant since = Instant.MIN;

    /// @throws SalusException `TOO_MANY_REQUESTS`, which leaves no trace
    synchronized void addAnswered(Instant now) {
        if (lately(now) >= ANSWERED) {
            throw new SalusException(ErrorCode.TOO_MANY_REQUESTS, "refused again and again; the patient sees it");
        }
        add(now);
    }

    synchronized void add(Instant now) {
        if (!now.isBefore(since.plus(WITHIN))) {
            since = now;
            count = 0;
        }
        count++;
    }

    /// What was counted beforehand, and was not refused.
    synchronized void takeBack() {
        count = Math.max(0, count - 1);
    }

    synchronized int lately(Instant now) {
        return now.isBefore(since.plus(WITHIN)) && !now.isBefore(since) ? count : 0;
    }
}
