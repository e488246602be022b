package health.salus.ledger.execution;

import health.salus.proof.transaction.Outcome;
import health.salus.proof.transaction.SignedTransaction;
import java.time.Instant;

/// A transaction that was admitted, and what became of it.
public record ExecutedTransaction(SignedTransaction transaction, Outcome outcome, Instant time) {}
