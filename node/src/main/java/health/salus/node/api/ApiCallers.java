package health.salus.node.api;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.identity.Subjects;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.node.security.CallerResolver;
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Author;
import health.salus.platform.network.Network;
import health.salus.portal.Caller;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;

/// Who calls, and whether a patient's affairs are the caller's.
final class ApiCallers {

    private final CallerResolver tokens;
    private final Network network;
    private final TimeSource time;

    ApiCallers(CallerResolver tokens, Network network, TimeSource time) {
        this.tokens = tokens;
        this.network = network;
        this.time = time;
    }

    Caller caller() {
        return tokens.resolve(SecurityContextHolder.getContext().getAuthentication());
    }

    /// The patient or a guardian; others are refused.
    Caller speakingFor(SubjectId subject) {
        Caller caller = caller().concerning(subject);
        if (!Subjects.of(network.state()).speaksFor(caller.principal(), subject, time.now())) {
            throw new SalusException(ErrorCode.NOT_AUTHORISED, "this is for the patient and the patient's guardians");
        }
        return caller;
    }

    /// The patient, a guardian, or somebody of an organisation that cares for the patient.
    Caller concernedWith(SubjectId subject) {
        Caller caller = caller().concerning(subject);
        Subjects subjects = Subjects.of(network.state());
        boolean concerned = subjects.speaksFor(caller.principal(), subject, time.now())
                || subjects.isCaredForBy(subject, caller.organisation(), time.now());
        if (!concerned) {
            throw new SalusException(
                    ErrorCode.NO_CARE_RELATION, "the caller's organisation has no care relation with the patient");
        }
        return caller;
    }

    /// The caller as one who reads, for the purpose of the token.
    static Requester requester(Caller caller) {
        PurposeOfUse purpose = caller.purpose()
                .map(asked -> PurposeOfUse.valueOf(asked.name()))
                .orElseThrow(() -> new SalusException(
                        ErrorCode.PURPOSE_NOT_PERMITTED, "the token names no purpose of use; ask for one with it"));
        return requester(caller, purpose, Optional.empty());
    }

    /// @param emergency the reason code of someone who breaks the glass
    static Requester requester(Caller caller, PurposeOfUse purpose, Optional<String> emergency) {
        Author author = new Author(
                caller.principal(),
                caller.evidence().issuer(),
                caller.evidence().tokenHash());
        return new Requester(author, caller.organisation(), purpose)
                .inEmergency(emergency)
                .confinedTo(caller.patient());
    }
}
