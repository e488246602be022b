package health.salus.client;

import java.time.Duration;

/// How long the client keeps trying.
///
/// @param connect for a connection to come about
/// @param reach for a node that cannot be reached at all
/// @param answer for one answer; imports of large bundles take the longest
/// @param total for an operation with all its repetitions
/// @param firstPause between the first two attempts; it doubles with each, up to `longestPause`
public record Patience(
        Duration connect, Duration reach, Duration answer, Duration total, Duration firstPause, Duration longestPause) {

    private static final Duration ATTENDED = Duration.ofSeconds(5);

    public static final Patience DEFAULT = new Patience(
            Duration.ofSeconds(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMillis(100),
            Duration.ofSeconds(5));

    /// Answers at once or not at all.
    public static final Patience NONE = new Patience(
            Duration.ofSeconds(2), Duration.ZERO, Duration.ofSeconds(5), Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /// For somebody who sits and waits: says soon that no node is there, but waits as long as ever for one that is.
    public Patience attended() {
        return new Patience(connect, ATTENDED, answer, total, firstPause, longestPause);
    }

    Duration pauseAfter(int attempts) {
        Duration pause = firstPause;
        for (int i = 1; i < attempts && pause.compareTo(longestPause) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
