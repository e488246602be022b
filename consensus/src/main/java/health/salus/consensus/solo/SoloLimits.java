package health.salus.consensus.solo;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;

/// The bounds of a solo engine.
///
/// @param maxTransactionBytes the longest transaction
/// @param maxRoundTransactions how many transactions one force of the log may carry
/// @param maxRoundBytes the sum of their lengths; one block is held in memory several times over
/// @param maxQueuedBytes what may wait for the writer before submissions are refused
/// @param segmentBytes the length from which the log goes on in a new file, which is the unit of pruning
public record SoloLimits(
        int maxTransactionBytes, int maxRoundTransactions, int maxRoundBytes, long maxQueuedBytes, long segmentBytes) {

    public static final SoloLimits STANDARD = new SoloLimits(1 << 20, 4096, 4 << 20, 32L << 20, 64L << 20);

    public SoloLimits {
        require(maxTransactionBytes > 0, "maxTransactionBytes", "positive");
        require(maxRoundTransactions > 0, "maxRoundTransactions", "positive");
        require(maxRoundTransactions <= RecordFormat.MAX_TRANSACTIONS, "maxRoundTransactions", "what a record holds");
        require(maxRoundBytes >= maxTransactionBytes, "maxRoundBytes", "at least maxTransactionBytes");
        require(maxRoundBytes <= RecordFormat.MAX_TRANSACTION_BYTES, "maxRoundBytes", "what a record holds");
        require(maxQueuedBytes >= maxRoundBytes, "maxQueuedBytes", "at least maxRoundBytes");
        require(segmentBytes > 0, "segmentBytes", "positive");
    }

    private static void require(boolean condition, String key, String bound) {
        if (!condition) {
            throw new SalusException(ErrorCode.CONFIGURATION, "consensus.solo." + key + " must be " + bound);
        }
    }
}
