package health.salus.node.portal;

import health.salus.contracts.identity.Subjects;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.node.security.LedgerCaller;
import health.salus.platform.consent.AccessSessions;
import health.salus.platform.network.Network;
import health.salus.portal.Caller;

/// Whether a patient's affairs are the caller's.
final class Requests {

    private final Network network;
    private final AccessSessions sessions;
    private final TimeSource time;

    Requests(Network network, AccessSessions sessions, TimeSource time) {
        this.network = network;
        this.sessions = sessions;
        this.time = time;
    }

    /// Refuses a caller that is confined to another patient, and leaves a trace of the attempt.
    void requireConcerning(Caller caller, SubjectId subject) {
        new LedgerCaller(caller).requireConcerning(subject, sessions);
    }

    /// Refuses everybody but the patient, and who acts for the patient.
    void requireOwn(Caller caller, SubjectId subject) {
        requireConcerning(caller, subject);
        if (!Subjects.of(network.state()).speaksFor(caller.principal(), subject, time.now())) {
            throw new SalusException(ErrorCode.NOT_AUTHORISED, "this is for the patient to see and to decide");
        }
    }
}
