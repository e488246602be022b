package health.salus.node.security;

import health.salus.portal.Role;
import java.util.List;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/// Lets a request administer when its token is an administrator's, or of the node's own service, and was asked for
/// that; clinical scopes are read by [FhirAccess].
final class Authorities implements Converter<Jwt, AbstractAuthenticationToken> {

    static final String ADMINISTRATOR = "ADMINISTRATION";

    /// No service is registered with the scope: only [LedgerClients] has one that may ask for it.
    private static final List<String> ROLES = List.of(Role.ADMINISTRATOR.name(), Role.SERVICE.name());

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        boolean administers = ROLES.contains(token.getClaimAsString(TokenClaims.ROLE))
                && CallerResolver.scopes(token).texts().contains(SmartScopes.ADMINISTRATION);
        return new JwtAuthenticationToken(
                token, administers ? List.of(new SimpleGrantedAuthority(ADMINISTRATOR)) : List.of());
    }
}
