package health.salus.node.security;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.portal.Caller;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/// Decides at the door of the FHIR API by the token and the address: does a scope allow the interaction, and is it this
/// patient's token. What is inside, the access session and the consent decide.
final class FhirAccess implements AuthorizationManager<RequestAuthorizationContext> {

    private final PatientIdentity identity;

    FhirAccess(PatientIdentity identity) {
        this.identity = identity;
    }

    /// A refusal with its reason, for [ApiErrors].
    static final class Refused extends AuthorizationDecision {
        private final transient SalusException reason;

        Refused(ErrorCode code, String detail) {
            super(false);
            this.reason = new SalusException(code, detail);
        }

        SalusException reason() {
            return reason;
        }
    }

    @Override
    public @Nullable AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        if (!(authentication.get() instanceof JwtAuthenticationToken token)) {
            return new AuthorizationDecision(false);
        }
        Caller caller = CallerResolver.caller(token.getToken());
        SmartScopes scopes = CallerResolver.scopes(token.getToken());
        FhirRequest request = FhirRequest.of(context.getRequest());
        if (request.isBundle() ? scopes.clinical().isEmpty() : !allowed(scopes, request)) {
            return new Refused(ErrorCode.INSUFFICIENT_SCOPE, needed(request));
        }
        Optional<SubjectId> confined = caller.patient();
        Optional<String> other = confined.flatMap(own -> request.patients().stream()
                .filter(id -> !identity.same(own, id))
                .findFirst());
        other.ifPresent(patient -> identity.refused(caller, patient));
        return other.isPresent()
                ? new Refused(
                        ErrorCode.TOKEN_FOR_ANOTHER_PATIENT, "the patient context is not the patient of this request")
                : new AuthorizationDecision(true);
    }

    private static boolean allowed(SmartScopes scopes, FhirRequest request) {
        return request.interactions().stream().allMatch(interaction -> scopes.allow(request.type(), interaction));
    }

    /// The scope that is missing, such as `Observation.rs`, after `patient/`, `user/` or `system/`.
    private static String needed(FhirRequest request) {
        String letters = request.interactions().stream()
                .sorted()
                .map(interaction -> String.valueOf(interaction.letter()))
                .collect(Collectors.joining());
        return "needed: " + request.type() + "." + (letters.isEmpty() ? "cruds" : letters);
    }
}
