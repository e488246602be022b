package health.salus.node.api;

import health.salus.contracts.identity.Subjects;
import health.salus.fhir.record.Interaction;
import health.salus.fhir.record.Scopes;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.node.security.CallerResolver;
import health.salus.node.security.LedgerCaller;
import health.salus.platform.consent.AccessSessions;
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Network;
import health.salus.portal.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/// Who calls, and whether a patient's affairs are the caller's.
final class ApiCallers {

    private final CallerResolver tokens;
    private final Network network;
    private final AccessSessions sessions;
    private final TimeSource time;

    ApiCallers(CallerResolver tokens, Network network, AccessSessions sessions, TimeSource time) {
        this.tokens = tokens;
        this.network = network;
        this.sessions = sessions;
        this.time = time;
    }

    Caller caller() {
        return tokens.resolve(authentication());
    }

    /// The caller, where the request carries a token.
    Optional<Caller> anyCaller() {
        return authentication() instanceof JwtAuthenticationToken ? Optional.of(caller()) : Optional.empty();
    }

    private static @Nullable Authentication authentication() {
        return SecurityContextHolder.getContext().getAuthentication();
    }

    /// The caller, whose token lets its bearer read one version of a resource of the type, or search for it.
    Caller reading(String type) {
        Caller caller = caller();
        Scopes scopes = scopes();
        if (!scopes.permit(Interaction.READ, type) && !scopes.permit(Interaction.SEARCH, type)) {
            throw new SalusException(ErrorCode.INSUFFICIENT_SCOPE, "needed: " + type + ".rs");
        }
        return caller;
    }

    /// The caller, whose token lets its bearer read clinical data of some kind.
    Caller readingSomething() {
        Caller caller = caller();
        if (!scopes().permitReading()) {
            throw new SalusException(ErrorCode.INSUFFICIENT_SCOPE, "needed: a scope to read, such as Patient.rs");
        }
        return caller;
    }

    /// The caller as one who reads a resource of the type, for the purpose of the token.
    Requester reader(String type) {
        if (!scopes().permit(Interaction.READ, type)) {
            throw new SalusException(ErrorCode.INSUFFICIENT_SCOPE, "needed: " + type + ".r");
        }
        return new LedgerCaller(caller()).requester();
    }

    private Scopes scopes() {
        return Scopes.of(tokens.scopes(authentication()).texts());
    }

    /// The patient or a guardian; others are refused.
    Caller speakingFor(SubjectId subject) {
        Caller caller = concerning(subject);
        if (!Subjects.of(network.state()).speaksFor(caller.principal(), subject, time.now())) {
            throw new SalusException(ErrorCode.NOT_AUTHORISED, "this is for the patient and the patient's guardians");
        }
        return caller;
    }

    /// The patient, a guardian, or somebody of an organisation that cares for the patient.
    Caller concernedWith(SubjectId subject) {
        Caller caller = concerning(subject);
        Subjects subjects = Subjects.of(network.state());
        boolean concerned = subjects.speaksFor(caller.principal(), subject, time.now())
                || subjects.isCaredForBy(subject, caller.organisation(), time.now());
        if (!concerned) {
            throw new SalusException(
                    ErrorCode.NO_CARE_RELATION, "the caller's organisation has no care relation with the patient");
        }
        return caller;
    }

    /// Refuses a caller whose token is confined to another patient, who sees the attempt.
    Caller concerning(SubjectId subject) {
        Caller caller = caller();
        new LedgerCaller(caller).requireConcerning(subject, sessions);
        return caller;
    }
}
