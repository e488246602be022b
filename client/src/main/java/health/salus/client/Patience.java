package health.salus.client;

import java.time.Duration;

/// How long the client keeps trying.
///
/// @param connect for a connection to come about
/// @param answer for one answer; imports of large bundles take the longest
/// @param total for an operation with all its repetitions
/// @param firstPause between the first two attempts; it doubles with each, up to `longestPause`
public record Patience(Duration connect, Duration answer, Duration total, Duration firstPause, Duration longestPause) {

    public static final Patience DEFAULT = new Patience(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMillis(100),
            Duration.ofSeconds(5));

    /// Answers at once or not at all.
    public static final Patience NONE =
            new Patience(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ZERO, Duration.ZERO, Duration.ZERO);

    Duration pauseAfter(int attempts) {
        Duration pause = firstPause;
        for (int i = 1; i < attempts && pause.compareTo(longestPause) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
