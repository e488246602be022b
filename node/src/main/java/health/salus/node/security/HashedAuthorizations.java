package health.salus.node.security;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.TimeSource;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AbstractOAuth2Token;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/// Authorizations in the database, with the hashes of their tokens: who reads the database, or a backup of it, cannot
/// act with what is in it.
final class HashedAuthorizations implements OAuth2AuthorizationService {

    /// Marks a value that is a hash already. A presented token is always hashed first, so the mark cannot be forged.
    private static final String MARK = "sha256:";

    private static final String STATE = "state";

    private final AccountsDatabase database;
    private final JdbcOAuth2AuthorizationService stored;
    private final Housekeeping housekeeping;
    private final TimeSource time;

    HashedAuthorizations(
            AccountsDatabase database, RegisteredClientRepository clients, Housekeeping housekeeping, TimeSource time) {
        this.database = database;
        this.stored = new JdbcOAuth2AuthorizationService(database.template(), clients);
        this.housekeeping = housekeeping;
        this.time = time;
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        housekeeping.whenDue();
        OAuth2Authorization hashed = hashed(authorization);
        database.inTransaction(() -> {
            rememberSpent(hashed);
            stored.save(hashed);
            return hashed;
        });
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        stored.remove(authorization);
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return stored.findById(id);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        if (type != null && STATE.equals(type.getValue())) {
            return stored.findByToken(token, type);
        }
        OAuth2Authorization found = stored.findByToken(hash(token), type);
        if (found == null && (type == null || OAuth2TokenType.REFRESH_TOKEN.equals(type))) {
            revokeIfSpent(token);
        }
        return found == null ? null : revealed(found, token);
    }

    /// A refresh token is exchanged for the next one. The old one, seen again, was stolen, or the new one was: the
    /// whole authorization ends (OAuth 2.1, section 4.3.1).
    private void revokeIfSpent(String token) {
        Optional<String> authorization = database.client()
                .sql("select authorization_id from spent_refresh_token where token_hash = :hash")
                .param("hash", hash(token))
                .query(String.class)
                .optional();
        authorization.map(stored::findById).ifPresent(stored::remove);
    }

    private void rememberSpent(OAuth2Authorization next) {
        OAuth2Authorization before = stored.findById(next.getId());
        OAuth2RefreshToken old = before == null ? null : token(before, OAuth2RefreshToken.class);
        OAuth2RefreshToken current = token(next, OAuth2RefreshToken.class);
        if (old == null || current == null || old.getTokenValue().equals(current.getTokenValue())) {
            return;
        }
        Instant until = old.getExpiresAt() == null ? time.now() : old.getExpiresAt();
        try {
            database.client()
                    .sql("insert into spent_refresh_token (token_hash, authorization_id, expires_at) "
                            + "values (:hash, :id, :until)")
                    .param("hash", old.getTokenValue())
                    .param("id", next.getId())
                    .param("until", AccountsDatabase.sql(until))
                    .update();
        } catch (DuplicateKeyException known) {
            // Two requests exchanged the same token at the same time; the second one finds it spent.
            return;
        }
    }

    private static <T extends AbstractOAuth2Token> @Nullable T token(OAuth2Authorization authorization, Class<T> type) {
        OAuth2Authorization.Token<T> token = authorization.getToken(type);
        return token == null ? null : token.getToken();
    }

    private static String hash(String token) {
        return MARK + Digest.sha256(Octets.utf8(token)).octets().base64Url();
    }

    private static String hashOnce(String token) {
        return token.startsWith(MARK) ? token : hash(token);
    }

    private static OAuth2Authorization hashed(OAuth2Authorization authorization) {
        return with(withoutDetails(authorization), HashedAuthorizations::hashOnce);
    }

    /// Puts the presented token in the place of its hash, because callers look the token up by its value.
    private static OAuth2Authorization revealed(OAuth2Authorization authorization, String presented) {
        String hash = hash(presented);
        return with(authorization, value -> value.equals(hash) ? presented : value);
    }

    @FunctionalInterface
    private interface Change {
        String of(String value);
    }

    private static OAuth2Authorization with(OAuth2Authorization authorization, Change change) {
        OAuth2Authorization.Builder builder = OAuth2Authorization.from(authorization);
        OAuth2AuthorizationCode code = token(authorization, OAuth2AuthorizationCode.class);
        if (code != null && code.getIssuedAt() != null && code.getExpiresAt() != null) {
            builder.token(new OAuth2AuthorizationCode(
                    change.of(code.getTokenValue()), code.getIssuedAt(), code.getExpiresAt()));
        }
        OAuth2AccessToken access = token(authorization, OAuth2AccessToken.class);
        if (access != null) {
            builder.token(new OAuth2AccessToken(
                    access.getTokenType(),
                    change.of(access.getTokenValue()),
                    access.getIssuedAt(),
                    access.getExpiresAt(),
                    access.getScopes()));
        }
        OAuth2RefreshToken refresh = token(authorization, OAuth2RefreshToken.class);
        if (refresh != null) {
            builder.token(new OAuth2RefreshToken(
                    change.of(refresh.getTokenValue()), refresh.getIssuedAt(), refresh.getExpiresAt()));
        }
        OidcIdToken id = token(authorization, OidcIdToken.class);
        if (id != null) {
            builder.token(new OidcIdToken(
                    change.of(id.getTokenValue()), id.getIssuedAt(), id.getExpiresAt(), id.getClaims()));
        }
        return builder.build();
    }

    /// Keeps who it was and drops from where and with what.
    private static OAuth2Authorization withoutDetails(OAuth2Authorization authorization) {
        Authentication principal = authorization.getAttribute(Principal.class.getName());
        if (principal == null) {
            return authorization;
        }
        return OAuth2Authorization.from(authorization)
                .attribute(
                        Principal.class.getName(),
                        UsernamePasswordAuthenticationToken.authenticated(
                                principal.getName(), null, principal.getAuthorities()))
                .build();
    }
}
