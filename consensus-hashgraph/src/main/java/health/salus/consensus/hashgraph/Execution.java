package health.salus.consensus.hashgraph;

import com.hedera.hapi.platform.event.StateSignatureTransaction;
import com.swirlds.platform.builder.ExecutionLayer;
import java.time.Duration;
import java.util.List;
import org.hiero.consensus.model.event.PlatformEvent;
import org.hiero.consensus.model.status.PlatformStatus;
import org.hiero.consensus.model.transaction.TimestampedTransaction;
import org.hiero.consensus.transaction.TransactionLimits;

/// What the engine asks of us while it makes events: transactions for the next one, and an ear for its condition.
final class Execution implements ExecutionLayer {

    private final TransactionPool pool;
    private final Quiescence quiescence;
    private final HashgraphState state;
    private final TransactionLimits limits;

    Execution(HashgraphSettings settings, TransactionPool pool, Quiescence quiescence, HashgraphState state) {
        this.pool = pool;
        this.quiescence = quiescence;
        this.state = state;
        // The engine holds others' events to the same bounds, so they are derived from what the genesis fixes alone.
        int longest = settings.maxTransactionBytes() + Envelope.OVERHEAD_BYTES;
        this.limits = new TransactionLimits(
                longest, Math.max(longest, TransactionPool.EVENT_FILL_BYTES) + TransactionPool.EVENT_SIGNATURE_BYTES);
    }

    @Override
    public void submitStateSignature(StateSignatureTransaction signature) {
        pool.submitSignature(StateSignatureTransaction.PROTOBUF.toBytes(signature));
    }

    @Override
    public List<TimestampedTransaction> getTransactionsForEvent() {
        return pool.takeForEvent();
    }

    @Override
    public boolean hasBufferedSignatureTransactions() {
        return pool.hasSignatures();
    }

    @Override
    public void newPlatformStatus(PlatformStatus status) {
        state.statusChanged(status);
        quiescence.statusChanged(status);
    }

    @Override
    public void reportUnhealthyDuration(Duration duration) {
        state.unhealthyFor(duration);
    }

    @Override
    public TransactionLimits getTransactionLimits() {
        return limits;
    }

    /// An event of ours will never be ordered: what it carried goes into a later one. The engine reports this only
    /// while it runs, so submitters still repeat what they see no outcome of.
    void resubmit(PlatformEvent stale) {
        stale.forEachTransaction(transaction -> {
            if (Envelope.keepsAwake(transaction.getApplicationTransaction())) {
                pool.resubmit(transaction.getApplicationTransaction());
                quiescence.submitted();
            }
        });
    }
}
