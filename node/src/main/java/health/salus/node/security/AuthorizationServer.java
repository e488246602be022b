package health.salus.node.security;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import com.nimbusds.jwt.JWTParser;
import health.salus.kernel.RandomSource;
import health.salus.kernel.TimeSource;
import health.salus.portal.Accounts;
import health.salus.portal.Role;
import health.salus.portal.signin.SecurityHeaders;
import health.salus.portal.signin.SignInPaths;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AccessTokenResponseAuthenticationSuccessHandler;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/// The token endpoints: OAuth 2.1 with SMART App Launch 2 on top.
@Configuration(proxyBeanMethods = false)
class AuthorizationServer {

    static final int ORDER = 10;
    static final String CONSENT_PAGE = "/portal/authorise";

    @Bean
    @Order(ORDER)
    SecurityFilterChain tokenChain(HttpSecurity http, Endpoints endpoints, CrossOrigin crossOrigin) {
        http.oauth2AuthorizationServer(server -> {
            http.securityMatcher(server.getEndpointsMatcher());
            server.oidc(Customizer.withDefaults());
            server.clientAuthentication(client -> client.authenticationConverters(converters -> {
                        converters.addFirst(ClientConverters::assertionAlone);
                        converters.addFirst(ClientConverters::publicRefresh);
                    })
                    .authenticationProviders(endpoints::clientProviders));
            server.authorizationEndpoint(endpoint ->
                    endpoint.consentPage(CONSENT_PAGE).authenticationProviders(endpoints::requestProviders));
            server.tokenEndpoint(endpoint -> endpoint.authenticationProviders(endpoints::tokenProviders)
                    .accessTokenResponseHandler(responses()));
        });
        http.authorizeHttpRequests(rules -> rules.anyRequest().authenticated())
                .cors(cors -> cors.configurationSource(crossOrigin))
                .headers(headers -> headers.addHeaderWriter(new SecurityHeaders()))
                .exceptionHandling(problems -> problems.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint(SignInPaths.SIGN_IN), pathPattern("/oauth2/authorize")));
        return http.build();
    }

    /// Puts our rules into the providers that Spring made.
    @Bean
    Endpoints endpoints(
            ClientAssertions assertions, RequestRules rules, RegisteredClientRepository clients, Accounts accounts) {
        return new Endpoints(assertions, rules, clients, accounts);
    }

    /// The parts of the authorization server that this node decides itself.
    record Endpoints(
            ClientAssertions assertions, RequestRules rules, RegisteredClientRepository clients, Accounts accounts) {

        void clientProviders(List<AuthenticationProvider> providers) {
            providers.forEach(provider -> {
                if (provider instanceof JwtClientAssertionAuthenticationProvider signed) {
                    signed.setJwtDecoderFactory(assertions);
                }
            });
            // Before Spring's own for public clients, which asks for a code verifier.
            providers.addFirst(new ClientConverters.PublicRefreshProvider(clients));
        }

        void requestProviders(List<AuthenticationProvider> providers) {
            providers.forEach(provider -> {
                if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider requests) {
                    requests.setAuthenticationValidator(rules.ofPeople());
                    requests.setAuthorizationConsentRequired(this::mustAsk);
                }
            });
        }

        void tokenProviders(List<AuthenticationProvider> providers) {
            providers.forEach(provider -> {
                if (provider instanceof OAuth2ClientCredentialsAuthenticationProvider services) {
                    services.setAuthenticationValidator(rules::ofServices);
                }
            });
        }

        /// Applications of others are allowed each time anew; a clinician also has to say which patient is meant.
        private boolean mustAsk(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
            boolean others = context.getRegisteredClient().getClientSettings().isRequireAuthorizationConsent();
            return others || choosesPatient(context);
        }

        private boolean choosesPatient(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
            var request = context.getAuthorizationRequest();
            boolean needed =
                    request != null && SmartScopes.of(request.getScopes()).needPatient();
            return needed
                    && accounts.find(context.getAuthentication().getName())
                            .filter(account -> account.role() == Role.CLINICIAN)
                            .isPresent();
        }
    }

    /// Adds the launch context to the answer (SMART App Launch 2, "Launch context arrives with your access token").
    private static OAuth2AccessTokenResponseAuthenticationSuccessHandler responses() {
        var handler = new OAuth2AccessTokenResponseAuthenticationSuccessHandler();
        handler.setAccessTokenResponseCustomizer(AuthorizationServer::addPatient);
        return handler;
    }

    private static void addPatient(OAuth2AccessTokenAuthenticationContext context) {
        OAuth2AccessTokenAuthenticationToken authentication = context.getAuthentication();
        OAuth2AccessTokenResponse.Builder response = context.getAccessTokenResponse();
        patientOf(authentication.getAccessToken().getTokenValue()).ifPresent(patient -> {
            Map<String, Object> parameters = new TreeMap<>(authentication.getAdditionalParameters());
            parameters.put(TokenClaims.PATIENT, patient);
            parameters.put("need_patient_banner", true);
            response.additionalParameters(parameters);
        });
    }

    /// The claim that was written into the token a moment ago.
    private static Optional<String> patientOf(String token) {
        try {
            return Optional.ofNullable(JWTParser.parse(token).getJWTClaimsSet().getStringClaim(TokenClaims.PATIENT));
        } catch (ParseException ownTokenUnreadable) {
            throw new IllegalStateException("a token of this server is a JWT", ownTokenUnreadable);
        }
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(WebSecurityConfig config) {
        return AuthorizationServerSettings.builder().issuer(config.issuer()).build();
    }

    @Bean
    OAuth2TokenGenerator<? extends OAuth2Token> tokenGenerator(
            TokenKeys keys, TokenClaims claims, RandomSource random, TimeSource time) {
        NimbusJwtEncoder encoder = new NimbusJwtEncoder(keys);
        encoder.setJwkSelector(List::getFirst);
        JwtGenerator jwts = new JwtGenerator(encoder);
        jwts.setJwtCustomizer(claims);
        return new DelegatingOAuth2TokenGenerator(jwts, new RefreshTokens(random, time));
    }

    @Bean
    OAuth2AuthorizationService authorizations(
            AccountsDatabase database, RegisteredClientRepository clients, Housekeeping housekeeping, TimeSource time) {
        return new HashedAuthorizations(database, clients, housekeeping, time);
    }
}
