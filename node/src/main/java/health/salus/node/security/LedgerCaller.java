package health.salus.node.security;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.platform.consent.AccessSessions;
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Author;
import health.salus.portal.Caller;
import java.util.Optional;

/// A caller of any door, as the platform knows who asks: with the evidence of the token or the browser session, and
/// confined to the patient that the caller is confined to.
public record LedgerCaller(Caller caller) {

    /// The doors' purposes and the ledger's are the same codes, of which the ledger knows more.
    public static PurposeOfUse onLedger(health.salus.portal.PurposeOfUse purpose) {
        return PurposeOfUse.valueOf(purpose.name());
    }

    public Author author() {
        return new Author(
                caller.principal(),
                caller.evidence().issuer(),
                caller.evidence().tokenHash());
    }

    public PurposeOfUse requirePurpose() {
        return caller.purpose()
                .map(LedgerCaller::onLedger)
                .orElseThrow(() -> new SalusException(
                        ErrorCode.PURPOSE_NOT_PERMITTED, "the token names no purpose of use; ask for one with it"));
    }

    /// The caller as one who reads for the purpose of the token or the session, without an emergency.
    public Requester requester() {
        return requester(requirePurpose());
    }

    public Requester requester(PurposeOfUse purpose) {
        return new Requester(author(), caller.organisation(), purpose).confinedTo(caller.patient());
    }

    /// Refuses a caller who is confined to another patient, who sees the attempt.
    public void requireConcerning(SubjectId subject, AccessSessions sessions) {
        if (!caller.mayConcern(subject)) {
            leaveTrace(subject, sessions);
        }
        caller.concerning(subject);
    }

    /// Has the patient see that a caller who is confined to another asked.
    public void leaveTrace(SubjectId subject, AccessSessions sessions) {
        PurposeOfUse purpose = caller.purpose().map(LedgerCaller::onLedger).orElse(PurposeOfUse.PATRQT);
        sessions.deny(requester(purpose), Optional.of(subject), ErrorCode.TOKEN_FOR_ANOTHER_PATIENT);
    }
}
