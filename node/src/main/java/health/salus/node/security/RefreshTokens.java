package health.salus.node.security;

import health.salus.kernel.RandomSource;
import health.salus.kernel.TimeSource;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/// Makes refresh tokens for applications that asked to stay connected (SMART App Launch 2, "Scopes for requesting a
/// refresh token"), public ones included: each token is exchanged once.
final class RefreshTokens implements OAuth2TokenGenerator<OAuth2RefreshToken> {

    private static final int LENGTH_BYTES = 48;
    private static final Set<String> ASKING = Set.of(SmartScopes.OFFLINE_ACCESS, "online_access");

    private final RandomSource random;
    private final TimeSource time;

    RefreshTokens(RandomSource random, TimeSource time) {
        this.random = random;
        this.time = time;
    }

    @Override
    public @Nullable OAuth2RefreshToken generate(OAuth2TokenContext context) {
        boolean asked = context.getAuthorizedScopes().stream().anyMatch(ASKING::contains);
        if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType()) || !asked) {
            return null;
        }
        Instant now = time.now();
        Instant end = now.plus(context.getRegisteredClient().getTokenSettings().getRefreshTokenTimeToLive());
        return new OAuth2RefreshToken(random.octets(LENGTH_BYTES).base64Url(), now, end);
    }
}
