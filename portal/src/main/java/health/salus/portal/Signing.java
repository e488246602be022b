package health.salus.portal;

import health.salus.kernel.Octets;
import java.time.Instant;
import java.util.Optional;

/// Carries a transaction that a person signed with a passkey to the ledger.
public interface Signing {

    /// Submits the signed draft and waits for its outcome.
    Submission submit(Caller caller, Draft draft, Assertion assertion);

    /// A transaction that awaits a signature. The portal keeps it, unchanged, while the person reads what it does.
    ///
    /// @param payload the transaction's bytes
    /// @param challenge what the authenticator signs: the domain-separated hash of the payload, see
    ///     docs/design/portal.md
    /// @param signer the one passkey whose signature the payload names
    /// @param validUntil after this the ledger refuses it as expired
    record Draft(Octets payload, Octets challenge, Passkey signer, Instant validUntil) {}

    /// What the authenticator answered (Web Authentication Level 3, section 6.3.3), unaltered.
    record Assertion(Octets authenticatorData, Octets clientDataJson, Octets signature) {}

    /// Whether a draft could be made.
    sealed interface Preparation {
        record Ready(Draft draft) implements Preparation {}

        record Refused(Refusal refusal) implements Preparation {}
    }

    /// What the ledger decided.
    sealed interface Submission {
        record Accepted(Optional<Receipts.ReceiptId> receipt) implements Submission {}

        record Refused(Refusal refusal) implements Submission {}
    }
}
