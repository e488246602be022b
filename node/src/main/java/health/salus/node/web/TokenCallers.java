package health.salus.node.web;

import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Scopes;
import health.salus.fhir.rest.CallerSource;
import health.salus.node.security.CallerResolver;
import health.salus.node.security.LedgerCaller;
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
        return new Caller(
                caller.principal(),
                caller.organisation(),
                new LedgerCaller(caller).requirePurpose(),
                Optional.empty(),
                caller.patient(),
                Scopes.of(tokens.scopes(token).texts()),
                new Caller.Token(caller.evidence().issuer(), caller.evidence().tokenHash()));
    }
}
