package health.salus.node.security;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.portal.Caller;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.Role;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/// Turns a checked token into the [Caller] that the APIs act for.
public final class CallerResolver {

    /// The caller of the request, or `UNAUTHENTICATED`.
    public Caller resolve(@Nullable Authentication authentication) {
        if (!(authentication instanceof JwtAuthenticationToken token) || !token.isAuthenticated()) {
            throw new SalusException(ErrorCode.UNAUTHENTICATED, "the request carries no valid token");
        }
        return caller(token.getToken());
    }

    /// The scopes of the request's token.
    public SmartScopes scopes(@Nullable Authentication authentication) {
        return authentication instanceof JwtAuthenticationToken token
                ? scopes(token.getToken())
                : new SmartScopes(List.of());
    }

    static SmartScopes scopes(Jwt token) {
        String scopes = token.getClaimAsString("scope");
        return scopes == null || scopes.isBlank()
                ? new SmartScopes(List.of())
                : new SmartScopes(List.of(scopes.split(" ")));
    }

    static Caller caller(Jwt token) {
        return new Caller(
                new PrincipalId(required(token, TokenClaims.PRINCIPAL)),
                new OrganisationId(required(token, TokenClaims.ORGANISATION)),
                Role.valueOf(required(token, TokenClaims.ROLE)),
                Optional.ofNullable(token.getClaimAsString(TokenClaims.PURPOSE)).flatMap(PurposeOfUse::parse),
                Optional.ofNullable(token.getClaimAsString(TokenClaims.PATIENT)).map(SubjectId::new),
                new Caller.Evidence(required(token, "iss"), Digest.sha256(Octets.utf8(token.getTokenValue()))));
    }

    private static String required(Jwt token, String claim) {
        String value = token.getClaimAsString(claim);
        if (value == null) {
            throw new SalusException(ErrorCode.UNAUTHENTICATED, "the token lacks the claim " + claim);
        }
        return value;
    }
}
