package health.salus.consensus.hashgraph;

import com.hedera.pbj.runtime.io.buffer.Bytes;
import health.salus.consensus.Submission;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.hiero.consensus.model.transaction.TimestampedTransaction;

/// What waits to go into this node's next event: the engine's signatures first, then transactions in the order in which
/// they came.
///
/// The engine's own pool forgets what it holds when the node falls behind, and is bounded by count only.
final class TransactionPool {

    /// How much one event is filled with. A single longer transaction goes alone: events are gossiped whole, and long
    /// ones delay those behind them.
    static final int EVENT_FILL_BYTES = 256 << 10;

    /// What an event has room for beside the longest transaction.
    static final int EVENT_SIGNATURE_BYTES = 64 << 10;

    private final HashgraphSettings settings;
    private final int instance;
    private final InstantSource clock;
    private final ArrayDeque<TimestampedTransaction> signatures = new ArrayDeque<>();
    private final ArrayDeque<TimestampedTransaction> waiting = new ArrayDeque<>();
    private long waitingBytes;

    /// @param instance marks what this run of the process takes in
    TransactionPool(HashgraphSettings settings, int instance, InstantSource clock) {
        this.settings = settings;
        this.instance = instance;
        this.clock = clock;
    }

    Submission submit(Octets transaction) {
        if (transaction.isEmpty()) {
            return Submission.refused(ErrorCode.MALFORMED, "a transaction has at least one byte");
        }
        if (transaction.length() > settings.maxTransactionBytes()) {
            return Submission.refused(
                    ErrorCode.TOO_LARGE,
                    "a transaction has at most " + settings.maxTransactionBytes() + " bytes, not "
                            + transaction.length());
        }
        Bytes enveloped = Envelope.ofTransaction(instance, transaction);
        synchronized (this) {
            if (waitingBytes + enveloped.length() > settings.maxQueuedBytes()
                    || waiting.size() >= settings.maxQueuedTransactions()) {
                return Submission.refused(
                        ErrorCode.OVERLOADED, waiting.size() + " transactions already wait to be ordered");
            }
            add(enveloped);
        }
        return Submission.accepted();
    }

    /// Takes back what an event carried that will never be ordered. Not bounded: it was accepted once.
    synchronized void resubmit(Bytes enveloped) {
        add(enveloped);
    }

    synchronized void knock() {
        add(Envelope.ofKnock());
    }

    synchronized void submitSignature(Bytes encoded) {
        signatures.add(new TimestampedTransaction(Envelope.ofSignature(encoded), clock.instant()));
    }

    private void add(Bytes enveloped) {
        waiting.add(new TimestampedTransaction(enveloped, clock.instant()));
        waitingBytes += enveloped.length();
    }

    synchronized List<TimestampedTransaction> takeForEvent() {
        List<TimestampedTransaction> taken = new ArrayList<>();
        move(signatures, EVENT_SIGNATURE_BYTES, taken);
        waitingBytes -= move(waiting, EVENT_FILL_BYTES, taken);
        return taken;
    }

    /// Moves at least the first element, however long it is.
    private static long move(ArrayDeque<TimestampedTransaction> from, long maxBytes, List<TimestampedTransaction> to) {
        long bytes = 0;
        while (!from.isEmpty() && (bytes == 0 || bytes + length(from.element()) <= maxBytes)) {
            TimestampedTransaction next = from.remove();
            to.add(next);
            bytes += length(next);
        }
        return bytes;
    }

    private static long length(TimestampedTransaction transaction) {
        return transaction.transaction().length();
    }

    synchronized boolean hasSignatures() {
        return !signatures.isEmpty();
    }

    synchronized boolean hasWaiting() {
        return !waiting.isEmpty();
    }
}
