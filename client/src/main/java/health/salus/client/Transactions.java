package health.salus.client;

import health.salus.client.ClientConfig.Surroundings;
import health.salus.client.api.ApiJson;
import health.salus.client.api.TransactionReport;
import health.salus.client.api.TransactionState;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.proof.receipt.Receipt;
import health.salus.proof.receipt.ReceiptVerifier;
import health.salus.proof.receipt.Rejection;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.receipt.Verdict;
import health.salus.proof.transaction.SignedTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Brings signed transactions onto the ledger, and receipts back.
public final class Transactions {

    private static final String JSON = "application/json";

    /// How long a node may hold a question for news before it answers.
    private static final Duration WAIT = Duration.ofSeconds(10);

    /// Between questions to a node that answers at once.
    private static final Duration BETWEEN = Duration.ofMillis(200);

    /// What a receipt lacks that a bundle may have.
    private static final Set<Rejection> ASK_FOR_BUNDLE = Set.of(Rejection.UNKNOWN_MEMBERS, Rejection.NOT_FINAL);

    private final Transport transport;
    private final Surroundings surroundings;
    private final Duration patience;

    Transactions(Transport transport, ClientConfig config) {
        this.transport = transport;
        this.surroundings = config.surroundings();
        this.patience = config.patience().total();
    }

    /// A transaction's receipt, verified here.
    ///
    /// @param text the receipt's file
    /// @param bundle the file beside it, where the receipt does not hold by itself
    public record Proven(
            String text, Optional<String> bundle, Verdict.Verified verified, Verdict.TransactionFact fact) {}

    /// Hands over a transaction. Sending it again does no harm: its id is the hash of its bytes.
    public TransactionReport send(SignedTransaction transaction) {
        Request request = Request.post("/api/transactions", "application/cose", transaction.envelope())
                .with("Accept", JSON)
                .repeatable();
        return ApiJson.read(
                TransactionReport.class, transport.send(request).body().toArray());
    }

    /// How far a transaction has come. The node may take up to `wait` until there is something new to say.
    public TransactionReport report(Digest transaction, Duration wait) {
        Query query = Query.EMPTY.and("wait", wait.isZero() ? Optional.empty() : Optional.of(wait.toSeconds()));
        Answer answer = transport.send(Request.get("/api/transactions/" + transaction.hex() + query, JSON));
        return ApiJson.read(TransactionReport.class, answer.body().toArray());
    }

    /// The receipt of a final transaction, unverified.
    public String receipt(Digest transaction) {
        String path = "/api/transactions/" + transaction.hex() + "/receipt";
        return transport.send(Request.get(path, "text/plain")).body().toUtf8();
    }

    /// Sends a transaction until it is final, and returns only with a receipt that holds against the anchor. What the
    /// node reports on the way is not relied upon: the outcome is read from the receipt.
    public Proven settle(SignedTransaction transaction, TrustAnchor anchor) {
        Instant deadline = surroundings.time().now().plus(patience);
        TransactionState state = sendAgain(transaction);
        while (state != TransactionState.FINAL) {
            if (surroundings.time().now().isAfter(deadline)) {
                throw new SalusException(
                        ErrorCode.NOT_FINAL_YET,
                        "transaction " + transaction.id().hex() + " is " + word(state));
            }
            transport.pause(BETWEEN);
            state = report(transaction.id(), WAIT).state();
            if (state == TransactionState.UNKNOWN) {
                // Accepted, but lost with a node that died before it was ordered.
                state = sendAgain(transaction);
            }
        }
        return proven(transaction.id(), anchor);
    }

    /// The receipt of a final transaction, verified here: with a bundle where members changed since the anchor's, or
    /// where signatures are asked for that receipts leave out.
    public Proven proven(Digest transaction, TrustAnchor anchor) {
        String receipt = receipt(transaction);
        Verdict alone = ReceiptVerifier.verify(receipt, anchor);
        if (alone instanceof Verdict.Rejected rejected && ASK_FOR_BUNDLE.contains(rejected.reason())) {
            Optional<String> bundle = bundle(Receipt.parse(receipt));
            if (bundle.isPresent()) {
                return prove(transaction, receipt, bundle.get(), anchor);
            }
        }
        return proven(transaction, receipt, Optional.empty(), alone);
    }

    private Optional<String> bundle(Receipt receipt) {
        try {
            return Optional.of(bundle(receipt.note().checkpoint().size()));
        } catch (SalusException none) {
            if (none.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw none;
        }
    }

    /// The bundle for receipts against a checkpoint of this many entries, unverified.
    public String bundle(long logSize) {
        return transport
                .send(Request.get("/log/bundle/" + logSize, "text/plain"))
                .body()
                .toUtf8();
    }

    private TransactionState sendAgain(SignedTransaction transaction) {
        try {
            return send(transaction).state();
        } catch (SalusException refused) {
            if (refused.code() == ErrorCode.REPLAYED) {
                return TransactionState.EXECUTED;
            }
            throw refused;
        }
    }

    /// Verifies that a receipt is of this transaction, and holds.
    public static Proven prove(Digest transaction, String receipt, TrustAnchor anchor) {
        return proven(transaction, receipt, Optional.empty(), ReceiptVerifier.verify(receipt, anchor));
    }

    /// Verifies that a receipt is of this transaction, and holds with the bundle beside it.
    public static Proven prove(Digest transaction, String receipt, String bundle, TrustAnchor anchor) {
        return proven(transaction, receipt, Optional.of(bundle), ReceiptVerifier.verify(receipt, bundle, anchor));
    }

    private static Proven proven(Digest transaction, String receipt, Optional<String> bundle, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Rejected(var reason, String detail) ->
                throw new SalusException(ErrorCode.NOT_PROVEN, reason + ": " + detail);
            case Verdict.Verified verified -> {
                if (verified.fact() instanceof Verdict.TransactionFact fact
                        && fact.transaction().id().equals(transaction)) {
                    yield new Proven(receipt, bundle, verified, fact);
                }
                throw new SalusException(ErrorCode.NOT_PROVEN, "the receipt is of something else");
            }
        };
    }

    private static String word(TransactionState state) {
        return switch (state) {
            case UNKNOWN -> "not known to the node";
            case SUBMITTED -> "submitted, not yet ordered";
            case EXECUTED -> "executed, not yet final";
            case FINAL -> "final";
        };
    }
}
