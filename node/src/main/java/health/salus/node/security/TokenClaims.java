package health.salus.node.security;

import health.salus.kernel.SubjectId;
import health.salus.portal.Account;
import health.salus.portal.Accounts;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/// Writes into a token who it speaks for: principal, organisation, role, purpose of use and patient. It names no person
/// and holds no user name.
final class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    static final String PRINCIPAL = "principal";
    static final String ORGANISATION = "organisation";
    static final String ROLE = "role";
    static final String PATIENT = "patient";
    static final String PURPOSE = "purpose_of_use";
    static final String CLIENT = "client_id";

    private final Accounts accounts;
    private final LaunchPatients launches;
    private final WebSecurityConfig config;

    TokenClaims(Accounts accounts, LaunchPatients launches, WebSecurityConfig config) {
        this.accounts = accounts;
        this.launches = launches;
        this.config = config;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
            service(context);
            return;
        }
        // Looked up anew at each refresh: a closed account gets no further token.
        Account account = Optional.ofNullable(context.<Authentication>getPrincipal())
                .flatMap(person -> accounts.find(person.getName()))
                .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            person(context, account);
        } else {
            identity(context, account);
        }
    }

    /// RFC 9068 (JWT profile for access tokens) sections 2.1 and 2.2.
    private void access(JwtEncodingContext context, String principal, String organisation, Role role) {
        context.getJwsHeader().type("at+jwt");
        context.getClaims()
                .subject(principal)
                // Not a List.of: the stored claims are read back by class name, and only some classes are allowed.
                .audience(new ArrayList<>(List.of(config.fhirBase())))
                .claim(CLIENT, context.getRegisteredClient().getClientId())
                .claim(PRINCIPAL, principal)
                .claim(ORGANISATION, organisation)
                .claim(ROLE, role.name())
                .claim("scope", String.join(" ", context.getAuthorizedScopes()));
    }

    private void service(JwtEncodingContext context) {
        RegisteredClient client = context.getRegisteredClient();
        String principal = client.getClientSettings().getSetting(Applications.PRINCIPAL);
        String organisation = client.getClientSettings().getSetting(Applications.ORGANISATION);
        if (principal == null || organisation == null) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT);
        }
        String role = client.getClientSettings().getSetting(Applications.ROLE);
        access(context, principal, organisation, role == null ? Role.SERVICE : Role.valueOf(role));
        String subject = client.getClientSettings().getSetting(Applications.SUBJECT);
        if (subject != null) {
            context.getClaims().claim(PATIENT, subject);
        }
        if (context.getAuthorizedScopes().isEmpty()) {
            // Administration is asked for by name, so that no token can do more than its bearer meant it to.
            String scopes = client.getScopes().stream()
                    .filter(scope -> !scope.equals(SmartScopes.ADMINISTRATION))
                    .collect(Collectors.joining(" "));
            context.getClaims().claim("scope", scopes);
        }
        Object asked = context.getAuthorizationGrant() instanceof OAuth2ClientCredentialsAuthenticationToken grant
                ? grant.getAdditionalParameters().get(Purposes.PARAMETER)
                : null;
        purpose(context, asked, Purposes.of(client));
    }

    private void person(JwtEncodingContext context, Account account) {
        access(context, account.principal().value(), account.organisation().value(), account.role());
        purpose(context, request(context).get(Purposes.PARAMETER), Purposes.of(account.role()));
        patient(context, account).ifPresent(subject -> context.getClaims().claim(PATIENT, subject.value()));
    }

    /// A patient's token is always confined to the own record, a clinician's to the patient that was chosen.
    private Optional<SubjectId> patient(JwtEncodingContext context, Account account) {
        if (account.subject().isPresent()
                || !SmartScopes.of(context.getAuthorizedScopes()).needPatient()) {
            return account.subject();
        }
        OAuth2Authorization authorization = context.getAuthorization();
        Optional<SubjectId> chosen = authorization == null ? Optional.empty() : launches.find(authorization.getId());
        if (chosen.isEmpty()) {
            throw new OAuth2AuthenticationException(
                    new OAuth2Error(OAuth2ErrorCodes.INVALID_GRANT, "no patient was chosen", null));
        }
        return chosen;
    }

    /// SMART App Launch 2, "Scopes for requesting identity data".
    private void identity(JwtEncodingContext context, Account account) {
        context.getClaims().subject(account.principal().value());
        if (context.getAuthorizedScopes().contains("fhirUser")) {
            String reference = account.subject()
                    .map(subject -> "Patient/" + subject.value())
                    .orElse("Practitioner/" + account.principal().value());
            context.getClaims().claim("fhirUser", config.fhirBase() + "/" + reference);
        }
    }

    private static void purpose(JwtEncodingContext context, @Nullable Object asked, List<PurposeOfUse> allowed) {
        Purposes.chosen(asked, allowed).ifPresent(purpose -> context.getClaims().claim(PURPOSE, purpose.name()));
    }

    private static Map<String, Object> request(JwtEncodingContext context) {
        OAuth2Authorization authorization = context.getAuthorization();
        OAuth2AuthorizationRequest request =
                authorization == null ? null : authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
        return request == null ? Map.of() : request.getAdditionalParameters();
    }
}
