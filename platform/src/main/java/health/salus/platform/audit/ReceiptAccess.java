package health.salus.platform.audit;

import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.identity.Subjects;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.platform.network.Network;
import health.salus.proof.receipt.Receipt;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.util.Optional;
import java.util.Set;

/// Who may have a receipt, which holds the whole transaction: whoever signed it, in whose name it was signed, and a
/// patient whom it is about, if it is about nobody else. Its id alone entitles to nothing: a node hands out the ids of
/// what it signed.
public final class ReceiptAccess {

    private final Network network;
    private final TimeSource time;

    public ReceiptAccess(Network network, TimeSource time) {
        this.network = network;
        this.time = time;
    }

    /// Whether whoever knows the id may have the receipt. The salt of what principals sign themselves makes the id one
    /// that only they know, and whom they tell; what a member reports of patients is signed by its service, and is
    /// not
    /// theirs to tell.
    public boolean isForAnyone(String receipt) {
        return transaction(receipt)
                .filter(transaction -> transaction.attestation() instanceof Attestation.PrincipalSigned signed
                        && (!isService(signed.actor()) || about(transaction).isEmpty()))
                .isPresent();
    }

    private boolean isService(PrincipalId actor) {
        return Directory.of(network.state())
                .principal(actor)
                .filter(principal -> principal.kind() == PrincipalKind.SERVICE)
                .isPresent();
    }

    /// @param patient the one patient that the caller's token is confined to
    public boolean isFor(PrincipalId caller, Optional<SubjectId> patient, String receipt) {
        Optional<Transaction> transaction = transaction(receipt);
        if (transaction.isEmpty()) {
            return false;
        }
        if (transaction.get().attestation().actor().equals(caller)) {
            return true;
        }
        Set<SubjectId> about = about(transaction.get());
        Subjects subjects = Subjects.of(network.state());
        return !about.isEmpty()
                && about.stream()
                        .allMatch(subject ->
                                patient.filter(own -> !own.equals(subject)).isEmpty()
                                        && subjects.speaksFor(caller, subject, time.now()));
    }

    private Set<SubjectId> about(Transaction transaction) {
        return Concerned.by(transaction, network.state());
    }

    private static Optional<Transaction> transaction(String receipt) {
        return Receipt.parse(receipt).content() instanceof Receipt.OfTransaction content
                ? Optional.of(SignedTransaction.parse(content.envelope()).transaction())
                : Optional.empty();
    }
}
