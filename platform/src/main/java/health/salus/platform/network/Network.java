package health.salus.platform.network;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The ledger, as the business modules of one member see it. Blocking; safe for use by many threads.
public interface Network {

    NetworkId id();

    /// Whose node this is.
    MemberId self();

    /// The state after the last block that this node executed.
    StateReader state();

    long height();

    /// Consensus time of the last block.
    Instant time();

    /// A transaction that this member's node signs and asserts for the author, ready to be submitted (or kept, to be
    /// submitted again after a crash: its id makes that harmless).
    SignedTransaction assertFor(Author author, List<Command> commands);

    /// A transaction that this member's own service signs: what a member does itself, and asserts for nobody.
    SignedTransaction signAsMember(List<Command> commands);

    /// A transaction for somebody else's key to sign: a patient's passkey or key file.
    Transaction unsigned(Attestation attestation, List<Command> commands);

    /// Submits until the transaction is in a final block, and answers with what was decided.
    ///
    /// @throws health.salus.kernel.SalusException `NOT_FINAL_YET` when the network does not decide in time: the
    ///     outcome is not known, and submitting the same transaction again is harmless; `STORAGE_FULL`,
    ///     `OVERLOADED`,
    ///     `NO_QUORUM` and the like when this call did not hand it in; `BAD_SIGNATURE`, `EXPIRED` and the like when
    ///     it
    ///     is not admissible
    Decision decide(SignedTransaction transaction);

    /// What was decided about a transaction that is already in a final block.
    Optional<Decision> find(Digest transactionId);

    /// The receipt of a final transaction, in the text format of docs/formats/receipt.md.
    Optional<Octets> receipt(Digest transactionId);

    /// The proof of what the state has at a key now, or that it has nothing there, in the same text format. Waits until
    /// what it says is final.
    ///
    /// @throws health.salus.kernel.SalusException `NOT_FINAL_YET` when that takes too long
    Octets prove(StateKey key);

    default Decision decide(Author author, List<Command> commands) {
        return decide(assertFor(author, commands));
    }
}
