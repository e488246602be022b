package health.salus.node.portal;

import health.salus.crypto.CoseSign1;
import health.salus.crypto.WebAuthnAssertion;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.platform.network.Decision;
import health.salus.platform.network.Network;
import health.salus.portal.Caller;
import health.salus.portal.Refusal;
import health.salus.portal.Signing;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.util.Optional;

/// Puts a passkey's answer beside the transaction that it signed, and has the ledger decide.
final class PasskeySigning implements Signing {

    private final Network network;

    PasskeySigning(Network network) {
        this.network = network;
    }

    /// Submitting the same draft again is harmless: it is decided once, and answers with what was decided.
    @Override
    public Submission submit(Caller caller, Draft draft, Assertion assertion) {
        Attestation attestation = Transaction.decode(draft.payload()).attestation();
        boolean own = attestation instanceof Attestation.PrincipalSigned
                && attestation.actor().equals(caller.principal());
        if (!own) {
            return new Submission.Refused(Refusal.of(ErrorCode.NOT_AUTHORISED));
        }
        try {
            CoseSign1 envelope = CoseSign1.ofAssertion(
                    draft.payload(),
                    Drafts.key(draft.signer()),
                    new WebAuthnAssertion(
                            assertion.authenticatorData(), assertion.clientDataJson(), assertion.signature()));
            return submission(network.decide(SignedTransaction.parse(envelope.encode())));
        } catch (SalusException refused) {
            return new Submission.Refused(Refusals.expected(refused));
        }
    }

    private static Submission submission(Decision decision) {
        for (CommandOutcome outcome : decision.outcome().commands()) {
            if (outcome instanceof CommandOutcome.Refused(ErrorCode code, var _)) {
                return new Submission.Refused(Refusals.proven(code, decision.transactionId()));
            }
        }
        return new Submission.Accepted(Optional.of(Refusals.receipt(decision.transactionId())));
    }
}
