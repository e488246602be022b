package health.salus.node.web;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Scopes;
import health.salus.fhir.rest.CallerSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.node.security.CallerResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/// Tells the FHIR interface who calls, from the token that the web security has checked.
final class TokenCallers implements CallerSource {

    private final CallerResolver tokens;

    TokenCallers(CallerResolver tokens) {
        this.tokens = tokens;
    }

    @Override
    public Caller caller(HttpServletRequest request) {
        Authentication token = SecurityContextHolder.getContext().getAuthentication();
        health.salus.portal.Caller caller = tokens.resolve(token);
        PurposeOfUse purpose = caller.purpose()
                .map(asked -> PurposeOfUse.valueOf(asked.name()))
                .orElseThrow(() -> new SalusException(
                        ErrorCode.PURPOSE_NOT_PERMITTED, "the token names no purpose of use; ask for one with it"));
        return new Caller(
                caller.principal(),
                caller.organisation(),
                purpose,
                Optional.empty(),
                caller.patient(),
                Scopes.parse(String.join(" ", tokens.scopes(token).texts())),
                new Caller.Token(caller.evidence().issuer(), caller.evidence().tokenHash()));
    }
}
