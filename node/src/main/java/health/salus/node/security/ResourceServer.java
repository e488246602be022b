package health.salus.node.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/// The APIs under `/fhir` and `/api`, which take bearer tokens and nothing else, the public log, its witness, and the
/// node's own
/// health.
@Configuration(proxyBeanMethods = false)
class ResourceServer {

    static final int API_ORDER = 20;
    static final int HEALTH_ORDER = 30;

    /// This node issues and checks: its clock differs from itself by nothing, a proxy's retry takes a moment.
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(10);

    @Bean
    @Order(API_ORDER)
    SecurityFilterChain apiChain(HttpSecurity http, ApiErrors errors, FhirAccess access, CrossOrigin crossOrigin) {
        http.securityMatcher(
                        "/fhir",
                        "/fhir/**",
                        "/api/**",
                        "/log/**",
                        "/verify",
                        "/witness/**",
                        "/.well-known/smart-configuration")
                .authorizeHttpRequests(rules -> rules.requestMatchers(HttpMethod.OPTIONS, "/**")
                        .permitAll()
                        .requestMatchers(
                                HttpMethod.GET,
                                "/fhir/metadata",
                                "/fhir/.well-known/smart-configuration",
                                "/.well-known/smart-configuration")
                        .permitAll()
                        // Transactions carry their own proof; whether a receipt asks for a token, TransactionsApi
                        // tells.
                        .requestMatchers("/api/status", "/api/network", "/api/transactions", "/api/transactions/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/api/proposals", "/api/proposals/**")
                        .permitAll()
                        // Digests only, for anybody; and what members signed about them.
                        .requestMatchers(HttpMethod.GET, "/log/**", "/verify", "/api/reports", "/api/reports/*")
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, "/log/**", "/verify")
                        .permitAll()
                        // A checkpoint carries its log's signature.
                        .requestMatchers(HttpMethod.POST, "/witness/add-checkpoint")
                        .permitAll()
                        .requestMatchers("/fhir", "/fhir/**")
                        .access(access)
                        .requestMatchers("/api/accounts/**", "/api/applications/**", "/api/operations")
                        .hasAuthority(Authorities.ADMINISTRATOR)
                        .requestMatchers(HttpMethod.POST, "/api/rules/rehearsals")
                        .hasAuthority(Authorities.ADMINISTRATOR)
                        .anyRequest()
                        .authenticated())
                // A token is not sent by browsers unasked, so that there is nothing to forge.
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .cors(cors -> cors.configurationSource(crossOrigin))
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(new Authorities()))
                        .authenticationEntryPoint(errors)
                        .accessDeniedHandler(errors))
                .exceptionHandling(
                        problems -> problems.authenticationEntryPoint(errors).accessDeniedHandler(errors));
        return http.build();
    }

    /// Health for whoever balances load; the figures for this machine only, until an operator says otherwise.
    @Bean
    @Order(HEALTH_ORDER)
    SecurityFilterChain healthChain(HttpSecurity http) {
        http.securityMatcher("/actuator/**")
                .authorizeHttpRequests(rules -> rules.requestMatchers("/actuator/health", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/prometheus")
                        .access((_, context) -> new AuthorizationDecision(isLocal(context)))
                        .anyRequest()
                        .denyAll())
                .csrf(csrf -> csrf.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        return http.build();
    }

    private static boolean isLocal(RequestAuthorizationContext context) {
        try {
            return InetAddress.getByName(context.getRequest().getRemoteAddr()).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    /// Tokens of this node only: its signature, its issuer, for its FHIR API, of the type for access (RFC 9068
    /// section 4).
    @Bean
    JwtDecoder jwtDecoder(TokenKeys keys, WebSecurityConfig config) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTypeValidator(List.of("at+jwt")),
                new JwtTimestampValidator(CLOCK_SKEW),
                new JwtIssuerValidator(config.issuer()),
                new JwtClaimValidator<List<String>>(
                        "aud", audience -> audience != null && audience.contains(config.fhirBase()))));
        return decoder;
    }
}
