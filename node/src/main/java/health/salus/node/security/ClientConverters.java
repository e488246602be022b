package health.salus.node.security;

import com.nimbusds.jwt.JWTParser;
import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/// Two ways to say which client asks that SMART needs beside those of Spring's authorization server.
final class ClientConverters {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Set<String> ASSERTION_PARAMETERS = Set.of("client_assertion", "client_assertion_type");

    private ClientConverters() {}

    /// A signed assertion without `client_id` (SMART backend services send none): its issuer is the client. What the
    /// assertion says is checked afterwards, with the client's keys.
    static @Nullable Authentication assertionAlone(HttpServletRequest request) {
        String[] assertions = request.getParameterValues("client_assertion");
        if (assertions == null
                || assertions.length != 1
                || request.getParameter("client_id") != null
                || !ASSERTION_TYPE.equals(request.getParameter("client_assertion_type"))) {
            return null;
        }
        String issuer;
        try {
            issuer = JWTParser.parse(assertions[0]).getJWTClaimsSet().getIssuer();
        } catch (ParseException noToken) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        if (issuer == null || issuer.isBlank()) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        return new OAuth2ClientAuthenticationToken(
                issuer, new ClientAuthenticationMethod(ASSERTION_TYPE), assertions[0], others(request));
    }

    /// A public client that refreshes. It proves nothing about itself; the refresh token is its proof, and that is
    /// exchanged each time (OAuth 2.1, section 4.3.1).
    static @Nullable Authentication publicRefresh(HttpServletRequest request) {
        String clientId = request.getParameter("client_id");
        if (!"refresh_token".equals(request.getParameter("grant_type"))
                || clientId == null
                || request.getParameter("client_assertion") != null
                || request.getHeader("Authorization") != null) {
            return null;
        }
        return new PublicRefresh(clientId);
    }

    private static Map<String, Object> others(HttpServletRequest request) {
        Map<String, Object> others = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (!ASSERTION_PARAMETERS.contains(name)) {
                others.put(name, values.length == 1 ? values[0] : values);
            }
        });
        return others;
    }

    /// The claim of a public client to be the one that a refresh token was given to.
    private static final class PublicRefresh extends OAuth2ClientAuthenticationToken {

        private static final long serialVersionUID = 1L;

        PublicRefresh(String clientId) {
            super(clientId, ClientAuthenticationMethod.NONE, null, null);
        }
    }

    /// Accepts that claim for clients that are public, and for nothing but refreshing.
    static final class PublicRefreshProvider implements AuthenticationProvider {

        private final RegisteredClientRepository clients;

        PublicRefreshProvider(RegisteredClientRepository clients) {
            this.clients = clients;
        }

        @Override
        public Authentication authenticate(Authentication authentication) {
            RegisteredClient client = clients.findByClientId(authentication.getName());
            if (client == null
                    || !client.getClientAuthenticationMethods().equals(Set.of(ClientAuthenticationMethod.NONE))) {
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
            }
            return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
        }

        @Override
        public boolean supports(Class<?> type) {
            return PublicRefresh.class.isAssignableFrom(type);
        }
    }
}
