package health.salus.consensus.hashgraph;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.time.Duration;

/// The bounds and paces of a hashgraph engine. All members of a network use the same `maxTransactionBytes`.
///
/// @param maxTransactionBytes the longest transaction
/// @param maxQueuedBytes what may wait to go into an event before submissions are refused
/// @param maxQueuedTransactions the same, counted
/// @param observing how long a starting node listens before it creates events, so that it learns of events of its own
///     that it has forgotten, with its disk
/// @param saveStatePeriod how far apart in consensus time the engine's states on disk are; a restart replays as much
public record HashgraphSettings(
        int maxTransactionBytes,
        long maxQueuedBytes,
        int maxQueuedTransactions,
        Duration observing,
        Duration saveStatePeriod) {

    private static final int MIB = 1 << 20;

    /// Beyond this an event would not fit the engine's own bound of 2 MiB for one message.
    private static final int MAX_TRANSACTION_BYTES = 3 * MIB / 2;

    /// For members on machines of their own.
    public static final HashgraphSettings STANDARD =
            new HashgraphSettings(MIB, 32L * MIB, 20_000, Duration.ofSeconds(10), Duration.ofMinutes(1));

    /// For members side by side on one machine, whose links are instant and whose disks are not lost one by one.
    public static final HashgraphSettings LOCAL =
            new HashgraphSettings(MIB, 32L * MIB, 20_000, Duration.ofSeconds(1), Duration.ofMinutes(1));

    public HashgraphSettings {
        require(maxTransactionBytes > 0, "maxTransactionBytes", "positive");
        require(
                maxTransactionBytes <= MAX_TRANSACTION_BYTES,
                "maxTransactionBytes",
                "at most " + MAX_TRANSACTION_BYTES);
        require(maxQueuedBytes >= maxTransactionBytes, "maxQueuedBytes", "at least maxTransactionBytes");
        require(maxQueuedTransactions > 0, "maxQueuedTransactions", "positive");
        require(!observing.isNegative(), "observing", "not negative");
        require(saveStatePeriod.toSeconds() > 0, "saveStatePeriod", "at least a second");
    }

    private static void require(boolean condition, String key, String bound) {
        if (!condition) {
            throw new SalusException(ErrorCode.CONFIGURATION, "consensus.hashgraph." + key + " must be " + bound);
        }
    }
}
