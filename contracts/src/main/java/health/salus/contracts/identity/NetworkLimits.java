package health.salus.contracts.identity;

import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;

/// What a network agreed on at its genesis.
///
/// @param sessionSeconds the longest an access session lasts
/// @param breakGlassSeconds the longest an emergency session lasts
/// @param keyDelaySeconds how long a key that two members vouched for waits, so that its owner can object
public record NetworkLimits(long sessionSeconds, long breakGlassSeconds, long keyDelaySeconds) {

    /// A shift; an emergency admission; three days for a letter to arrive.
    public static final NetworkLimits DEFAULT = new NetworkLimits(12 * 3600, 4 * 3600, 3 * 24 * 3600);

    private static final long MAX_SECONDS = 365L * 24 * 3600;

    public NetworkLimits {
        check(sessionSeconds);
        check(breakGlassSeconds);
        Require.that(
                keyDelaySeconds >= 0 && keyDelaySeconds <= MAX_SECONDS,
                ErrorCode.MALFORMED,
                "the key delay lies between nothing and a year");
    }

    private static void check(long seconds) {
        Require.that(
                seconds >= 1 && seconds <= MAX_SECONDS,
                ErrorCode.MALFORMED,
                "a limit lies between a second and a year");
    }
}
