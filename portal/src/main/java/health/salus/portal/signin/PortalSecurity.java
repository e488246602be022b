package health.salus.portal.signin;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import health.salus.portal.PortalConfig;
import health.salus.portal.Role;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationFilter;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;

/// The security of everything that a browser session reaches. What no rule names is denied.
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class PortalSecurity {

    /// After the chains of the token endpoints and of the APIs: this one takes what is left.
    public static final int ORDER = 100;

    @Bean
    @Order(ORDER)
    SecurityFilterChain portalChain(HttpSecurity http, PortalConfig config, SignInOutcomes outcomes) {
        http.authorizeHttpRequests(PortalSecurity::rules)
                .headers(headers -> headers.addHeaderWriter(new SecurityHeaders())
                        .frameOptions(frame -> frame.deny())
                        .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(false)))
                .formLogin(form -> form.loginPage(SignInPaths.SIGN_IN)
                        .successHandler(outcomes.success())
                        .failureHandler(outcomes.failure())
                        .permitAll())
                .logout(logout -> logout.logoutUrl(SignInPaths.SIGN_OUT)
                        .logoutSuccessUrl(SignInPaths.SIGN_IN + "?out")
                        .deleteCookies(SessionCookie.name(config)))
                .webAuthn(passkeys -> passkeys.rpId(config.relyingPartyId())
                        .rpName(config.memberName())
                        .allowedOrigins(config.origin())
                        .disableDefaultRegistrationPage(true)
                        .withObjectPostProcessor(passkeySignIn(http, outcomes)))
                .exceptionHandling(problems -> problems.authenticationEntryPoint(new SignInFirst()))
                .addFilterAfter(new SignInLimitFilter(outcomes.limiter()), CsrfFilter.class);
        return http.build();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        rules.requestMatchers("/", "/error", "/favicon.ico", "/portal/assets/**", "/portal/lib/**")
                .permitAll()
                .requestMatchers(SignInPaths.SIGN_IN, SignInPaths.ACTIVATE, "/portal/receipts/check")
                .permitAll()
                .requestMatchers("/portal/record/**", "/portal/sharing/**", "/portal/access/**")
                .hasRole(Role.PATIENT.name())
                .requestMatchers("/portal/patients/**")
                .hasRole(Role.CLINICIAN.name())
                .requestMatchers("/portal/paper/**")
                .hasRole(Role.STAFF.name())
                .requestMatchers("/portal/operations/**")
                .hasRole(Role.ADMINISTRATOR.name())
                // Removal goes through the account page, which also tells the ledger.
                .requestMatchers(pathPattern(HttpMethod.DELETE, "/webauthn/register/**"))
                .denyAll()
                .requestMatchers("/portal", "/portal/**", "/webauthn/register", "/webauthn/register/options")
                .authenticated()
                .anyRequest()
                .denyAll();
    }

    /// Gives the passkey filter what the form filter has: a new session id at sign-in (against session fixation), a new
    /// CSRF token, and the limiter. Spring Security 7.1 leaves them out.
    private static ObjectPostProcessor<WebAuthnAuthenticationFilter> passkeySignIn(
            HttpSecurity http, SignInOutcomes outcomes) {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends WebAuthnAuthenticationFilter> O postProcess(O filter) {
                SessionAuthenticationStrategy strategy = http.getSharedObject(SessionAuthenticationStrategy.class);
                filter.setSessionAuthenticationStrategy(strategy);
                filter.setAuthenticationSuccessHandler(outcomes.passkeySuccess());
                filter.setAuthenticationFailureHandler(outcomes.passkeyFailure());
                return filter;
            }
        };
    }

    /// Passkeys that this portal accepts: discoverable, with user verification, and of an algorithm that the ledger
    /// verifies (COSE -8 and -7).
    @Bean
    WebAuthnRelyingPartyOperations relyingParty(
            PublicKeyCredentialUserEntityRepository owners, UserCredentialRepository credentials, PortalConfig config) {
        var operations = new Webauthn4JRelyingPartyOperations(
                owners,
                credentials,
                PublicKeyCredentialRpEntity.builder()
                        .id(config.relyingPartyId())
                        .name(config.memberName())
                        .build(),
                Set.of(config.origin()));
        operations.setCustomizeCreationOptions(options -> options.authenticatorSelection(
                        AuthenticatorSelectionCriteria.builder()
                                .userVerification(UserVerificationRequirement.REQUIRED)
                                .residentKey(ResidentKeyRequirement.REQUIRED)
                                .build())
                .pubKeyCredParams(List.of(PublicKeyCredentialParameters.EdDSA, PublicKeyCredentialParameters.ES256)));
        operations.setCustomizeRequestOptions(
                options -> options.userVerification(UserVerificationRequirement.REQUIRED));
        return operations;
    }

    @Bean
    Passkeys passkeys(PublicKeyCredentialUserEntityRepository owners, UserCredentialRepository credentials) {
        return new Passkeys(owners, credentials);
    }

    /// Leads to the sign-in page; a script is told so by header, because it would follow a redirect unseen.
    private static final class SignInFirst implements AuthenticationEntryPoint {

        private final LoginUrlAuthenticationEntryPoint page = new LoginUrlAuthenticationEntryPoint(SignInPaths.SIGN_IN);

        @Override
        public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
                throws IOException, ServletException {
            if (request.getHeader("HX-Request") != null) {
                response.setHeader("HX-Redirect", SignInPaths.SIGN_IN);
                response.setStatus(HttpStatus.UNAUTHORIZED.value());
                return;
            }
            page.commence(request, response, reason);
        }
    }
}
