package health.salus.node.portal;

import health.salus.contracts.identity.Subjects;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.platform.consent.AccessSessions;
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Author;
import health.salus.platform.network.Network;
import health.salus.portal.Caller;
import health.salus.portal.PurposeOfUse;
import java.util.Optional;

/// Tells the platform who asks: a portal's caller, with the evidence of the browser session.
final class Requests {

    private final Network network;
    private final AccessSessions sessions;
    private final TimeSource time;

    Requests(Network network, AccessSessions sessions, TimeSource time) {
        this.network = network;
        this.sessions = sessions;
        this.time = time;
    }

    static Author author(Caller caller) {
        return new Author(
                caller.principal(),
                caller.evidence().issuer(),
                caller.evidence().tokenHash());
    }

    /// The caller as a reader, without an emergency.
    static Requester requester(Caller caller) {
        PurposeOfUse purpose = caller.purpose()
                .orElseThrow(
                        () -> new SalusException(ErrorCode.PURPOSE_NOT_PERMITTED, "nothing is read without a purpose"));
        return new Requester(author(caller), caller.organisation(), Purposes.onLedger(purpose))
                .confinedTo(caller.patient());
    }

    /// Refuses a caller that is confined to another patient, and leaves a trace of the attempt.
    void requireConcerning(Caller caller, SubjectId subject) {
        if (!caller.mayConcern(subject)) {
            Caller named = caller.purpose().isPresent() ? caller : caller.withPurpose(PurposeOfUse.PATRQT);
            sessions.deny(requester(named), Optional.of(subject), ErrorCode.TOKEN_FOR_ANOTHER_PATIENT);
        }
        caller.concerning(subject);
    }

    /// Refuses everybody but the patient, and who acts for the patient.
    void requireOwn(Caller caller, SubjectId subject) {
        requireConcerning(caller, subject);
        if (!Subjects.of(network.state()).speaksFor(caller.principal(), subject, time.now())) {
            throw new SalusException(ErrorCode.NOT_AUTHORISED, "this is for the patient to see and to decide");
        }
    }
}
