package health.salus.node.api;

import health.salus.client.api.CommandReport;
import health.salus.client.api.TransactionReport;
import health.salus.client.api.TransactionState;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.node.replica.LedgerRuntime;
import health.salus.platform.audit.ReceiptAccess;
import health.salus.platform.network.Decision;
import health.salus.platform.network.Network;
import health.salus.portal.Caller;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Transactions that somebody signed elsewhere. The signature is what counts: no token is needed, and whoever knows the
/// id of one may ask what became of it. What a node signed for somebody is for whom [ReceiptAccess] says.
@RestController
final class TransactionsApi {

    /// Each waits for the network; more would only hold memory.
    private static final int MAX_WAITING = 128;

    private final Network network;
    private final LedgerRuntime ledger;
    private final ApiCallers callers;
    private final ReceiptAccess access;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    TransactionsApi(LedgerRuntime ledger, ApiCallers callers, ReceiptAccess access) {
        this.network = ledger.network();
        this.ledger = ledger;
        this.callers = callers;
        this.access = access;
    }

    @PostMapping(path = "/api/transactions", consumes = "application/cose")
    TransactionReport submit(HttpServletRequest request) throws IOException {
        byte[] envelope = request.getInputStream().readNBytes(Transaction.MAX_BYTES + 1);
        if (envelope.length > Transaction.MAX_BYTES) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE, "a transaction has at most " + Transaction.MAX_BYTES + " bytes");
        }
        SignedTransaction transaction = SignedTransaction.parse(Octets.wrap(envelope));
        Optional<Decision> earlier = network.find(transaction.id());
        if (earlier.isPresent()) {
            boolean proven = network.receipt(transaction.id()).isPresent();
            return report(earlier.get(), proven ? TransactionState.FINAL : TransactionState.EXECUTED);
        }
        ledger.rejection(transaction).ifPresent(code -> {
            throw new SalusException(code, "the network would not admit the transaction");
        });
        if (!waiting.tryAcquire()) {
            throw new SalusException(ErrorCode.OVERLOADED, "too many transactions wait for the network");
        }
        try {
            return report(network.decide(transaction), TransactionState.FINAL);
        } catch (SalusException late) {
            // Taken, and not decided in time: the caller asks again, or sends it again.
            if (late.code() == ErrorCode.NOT_FINAL_YET) {
                return pending(transaction.id(), TransactionState.SUBMITTED);
            }
            throw late;
        } finally {
            waiting.release();
        }
    }

    @GetMapping("/api/transactions/{id}")
    TransactionReport report(@PathVariable String id) {
        Digest transaction = Digest.ofHex(id);
        Optional<Decision> decision = network.find(transaction);
        if (decision.isEmpty()) {
            ledger.requireWholeIndex();
            return pending(transaction, TransactionState.UNKNOWN);
        }
        Optional<String> receipt = network.receipt(transaction).map(Octets::toUtf8);
        if (receipt.isEmpty()) {
            // Whose it is, the receipt will say.
            return pending(transaction, TransactionState.EXECUTED);
        }
        requireAccess(receipt.get());
        return report(decision.get(), TransactionState.FINAL);
    }

    private void requireAccess(String receipt) {
        if (access.isForAnyone(receipt)) {
            return;
        }
        Caller caller = callers.anyCaller()
                .orElseThrow(() -> new SalusException(
                        ErrorCode.UNAUTHENTICATED, "a node signed the transaction for somebody: say who asks"));
        if (!access.isFor(caller.principal(), caller.patient(), receipt)) {
            throw new SalusException(
                    ErrorCode.NOT_AUTHORISED,
                    "the receipt is for who wrote the transaction, and for the patient whom alone it is about");
        }
    }

    @GetMapping(path = "/api/transactions/{id}/receipt", produces = MediaType.TEXT_PLAIN_VALUE)
    String receipt(@PathVariable String id) {
        Digest transaction = Digest.ofHex(id);
        String receipt = network.receipt(transaction)
                .map(Octets::toUtf8)
                .orElseThrow(() -> network.find(transaction).isPresent()
                        ? new SalusException(ErrorCode.NOT_FINAL_YET, "the transaction is executed, not yet final")
                        : new SalusException(ErrorCode.NOT_FOUND, "no transaction with this id is in the log"));
        requireAccess(receipt);
        return receipt;
    }

    private static TransactionReport pending(Digest id, TransactionState state) {
        return new TransactionReport(id, state, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    private static TransactionReport report(Decision decision, TransactionState state) {
        return new TransactionReport(
                decision.transactionId(),
                state,
                Optional.of(decision.height()),
                Optional.empty(),
                Optional.of(decision.time()),
                decision.outcome().commands().stream()
                        .map(TransactionsApi::command)
                        .toList());
    }

    private static CommandReport command(CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Accepted _ -> new CommandReport(true, Optional.empty(), Optional.empty());
            case CommandOutcome.Refused(ErrorCode code, String detail) ->
                new CommandReport(false, Optional.of(code.name()), Optional.of(detail));
        };
    }
}
