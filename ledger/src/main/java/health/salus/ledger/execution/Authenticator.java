package health.salus.ledger.execution;

import health.salus.kernel.ErrorCode;
import health.salus.ledger.state.StateReader;
import health.salus.proof.transaction.SignedTransaction;
import java.time.Instant;
import java.util.Optional;

/// Checks a transaction's signature against the keys that are registered in the state. Pure.
public interface Authenticator {

    /// Empty when the named key is in force, belongs to whom the attestation names, and made the signature; otherwise
    /// why not.
    Optional<ErrorCode> rejection(SignedTransaction transaction, StateReader state, Instant time);
}
