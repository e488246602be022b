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

    /// One attempt, among those counted since then.
    record Counted(Instant since) {}

    private int count;
    private Instant since = Instant.MIN;

    /// Counts before the ledger is asked: of attempts made at once, each sees those before it.
    ///
    /// @return what takes it back
    /// @throws SalusException `TOO_MANY_REQUESTS`, which leaves no trace
    synchronized Counted addAnswered(Instant now) {
        if (lately(now) >= ANSWERED) {
            throw new SalusException(ErrorCode.TOO_MANY_REQUESTS, "refused again and again; the patient sees it");
        }
        return add(now);
    }

    synchronized Counted add(Instant now) {
        if (!now.isBefore(since.plus(WITHIN))) {
            since = now;
            count = 0;
        }
        count++;
        return new Counted(since);
    }

    /// For what was not refused after all.
    synchronized void takeBack(Counted counted) {
        if (counted.since().equals(since)) {
            count--;
        }
    }

    synchronized int lately(Instant now) {
        return now.isBefore(since.plus(WITHIN)) && !now.isBefore(since) ? count : 0;
    }
}
