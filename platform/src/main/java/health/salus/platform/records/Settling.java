package health.salus.platform.records;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.platform.network.Decision;
import health.salus.platform.network.Network;
import health.salus.proof.transaction.SignedTransaction;
import java.time.Instant;
import java.util.Optional;

/// Brings what stands in the outbox to its decision: at once, when the client comes back, or when the node starts
/// again.
final class Settling {

    static final RecordCodec<Written> WRITTEN = RecordCodec.of(Written.class);

    private final Network network;
    private final Outbox outbox;
    private final TimeSource time;

    Settling(Network network, Outbox outbox, TimeSource time) {
        this.network = network;
        this.outbox = outbox;
        this.time = time;
    }

    /// For a transaction that was never submitted before.
    void settleNew(Digest key, SignedTransaction transaction) {
        try {
            settle(key, transaction);
        } catch (SalusException refused) {
            if (isCertain(refused.code()) && network.find(transaction.id()).isEmpty()) {
                // Whoever is refused may write it anew, under no key: this one must not come after it at a restart.
                outbox.forget(key);
            }
            throw refused;
        }
    }

    /// Whether nothing can come of a transaction that was refused so: it was not handed in, or not admitted.
    private static boolean isCertain(ErrorCode code) {
        return code != ErrorCode.NOT_FINAL_YET && code.kind() != ErrorCode.Kind.INTERNAL;
    }

    private void settle(Digest key, SignedTransaction transaction) {
        Decision decision = network.decide(transaction);
        settle(key, decision);
        decision.orThrow();
    }

    /// A refusal changed nothing, so it is not the answer to keep: the same request may be tried again.
    private void settle(Digest key, Decision decision) {
        if (decision.isAccepted() && !key.equals(decision.transactionId())) {
            outbox.settle(key);
        } else {
            outbox.forget(key);
        }
    }

    /// See [RecordWriter#resume]. Requests are taken meanwhile.
    void resume() {
        for (Outbox.Waiting entry : outbox.unsettled()) {
            SignedTransaction transaction = SignedTransaction.parse(entry.envelope());
            try {
                Decision decision = network.decide(transaction);
                if (stands(entry)) {
                    settle(entry.key(), decision);
                }
            } catch (SalusException undecided) {
                if (undecided.code().retryable()) {
                    return; // The network is not there yet; the entries stay for the next start or the client's retry.
                }
                // Not admitted: unless an earlier copy was, nothing came of it.
                if (stands(entry)) {
                    network.find(transaction.id())
                            .ifPresentOrElse(
                                    decision -> settle(entry.key(), decision), () -> outbox.forget(entry.key()));
                }
            }
        }
    }

    /// A client that came back meanwhile may have had something else put under the same key.
    private boolean stands(Outbox.Waiting entry) {
        return outbox.find(entry.key()).filter(entry::equals).isPresent();
    }

    /// See [RecordWriter#earlier].
    Optional<Written> earlier(Submission.Idempotency idempotency) {
        Optional<Outbox.Promise> found = outbox.find(idempotency.key());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        requireSame(idempotency, found.get());
        if (found.get() instanceof Outbox.Waiting waiting) {
            SignedTransaction transaction = SignedTransaction.parse(waiting.envelope());
            Instant now = time.now();
            if (network.find(transaction.id()).isEmpty()
                    && !now.isBefore(transaction.transaction().notAfter())) {
                return Optional.empty(); // It expired undecided: nothing happened, so the request starts afresh.
            }
            settle(waiting.key(), transaction);
        }
        return Optional.of(WRITTEN.decode(found.get().result()).again());
    }

    static void requireSame(Submission.Idempotency idempotency, Outbox.Promise found) {
        if (!found.request().equals(idempotency.request())) {
            throw new SalusException(ErrorCode.ALREADY_EXISTS, "this idempotency key was used for another request");
        }
    }
}
