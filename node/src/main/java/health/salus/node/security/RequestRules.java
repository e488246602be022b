package health.salus.node.security;

import static org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_REDIRECT_URI_VALIDATOR;

import health.salus.portal.Account;
import health.salus.portal.Accounts;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/// What a request for a token has to satisfy beyond the protocol: scopes within the registration and the role, a
/// purpose within the role, this server as the audience, and PKCE for every client.
final class RequestRules {

    private final Accounts accounts;
    private final WebSecurityConfig config;

    RequestRules(Accounts accounts, WebSecurityConfig config) {
        this.accounts = accounts;
        this.config = config;
    }

    /// For the authorization endpoint. The redirect address is checked first: errors are sent to it.
    Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> ofPeople() {
        return DEFAULT_REDIRECT_URI_VALIDATOR.andThen(this::checkPeople);
    }

    private void checkPeople(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        RegisteredClient client = context.getRegisteredClient();
        // OAuth 2.1 section 7.5.2: whatever a registration says.
        if (request.getAdditionalParameters().get("code_challenge") == null) {
            throw refused(request, client, OAuth2ErrorCodes.INVALID_REQUEST, "code_challenge is required");
        }
        // SMART App Launch 2: `aud` is the FHIR server that the token is for.
        Object audience = request.getAdditionalParameters().get("aud");
        if (audience != null
                && !Set.of(config.fhirBase(), config.fhirBase() + "/").contains(audience.toString())) {
            throw refused(request, client, OAuth2ErrorCodes.INVALID_REQUEST, "aud is " + config.fhirBase());
        }
        SmartScopes registered = SmartScopes.of(client.getScopes());
        for (String scope : request.getScopes()) {
            if (scope.contains(",") || !registered.cover(scope)) {
                throw refused(request, client, OAuth2ErrorCodes.INVALID_SCOPE, "not registered for this client");
            }
        }
        if (request.getPrincipal() instanceof Authentication person
                && person.isAuthenticated()
                && !(person instanceof AnonymousAuthenticationToken)) {
            checkPerson(request, client, person);
        }
    }

    private void checkPerson(
            OAuth2AuthorizationCodeRequestAuthenticationToken request, RegisteredClient client, Authentication person) {
        Account account = accounts.find(person.getName())
                .orElseThrow(() -> refused(request, client, OAuth2ErrorCodes.ACCESS_DENIED, "the account is closed"));
        for (String scope : request.getScopes()) {
            if (!SmartScopes.allowedFor(account.role(), scope)) {
                throw refused(request, client, OAuth2ErrorCodes.INVALID_SCOPE, "not for this person: " + scope);
            }
        }
        Object purpose = request.getAdditionalParameters().get(Purposes.PARAMETER);
        if (!Purposes.acceptable(purpose, Purposes.of(account.role()))) {
            throw refused(request, client, OAuth2ErrorCodes.INVALID_REQUEST, Purposes.PARAMETER + " is not allowed");
        }
    }

    /// For the token endpoint, where programs ask for themselves.
    void ofServices(OAuth2ClientCredentialsAuthenticationContext context) {
        OAuth2ClientCredentialsAuthenticationToken request = context.getAuthentication();
        RegisteredClient client = context.getRegisteredClient();
        SmartScopes registered = SmartScopes.of(client.getScopes());
        // A principal with a key gets the scopes of what it is; who names none gets all of them.
        boolean principal = LedgerClients.isPrincipal(client);
        boolean scopesFit = (principal || !request.getScopes().isEmpty())
                && request.getScopes().stream()
                        .allMatch(scope ->
                                (principal || SmartScopes.allowedForServices(scope)) && registered.cover(scope));
        if (!scopesFit) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_SCOPE);
        }
        Object purpose = request.getAdditionalParameters().get(Purposes.PARAMETER);
        if (!Purposes.acceptable(purpose, Purposes.of(client))) {
            throw new OAuth2AuthenticationException(
                    new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, Purposes.PARAMETER + " is not allowed", null));
        }
    }

    /// An error that is sent to the application, at its checked redirect address.
    private static OAuth2AuthorizationCodeRequestAuthenticationException refused(
            OAuth2AuthorizationCodeRequestAuthenticationToken request,
            RegisteredClient client,
            String code,
            String description) {
        String asked = request.getRedirectUri();
        String redirect = asked == null || asked.isBlank()
                ? client.getRedirectUris().iterator().next()
                : asked;
        Authentication principal = (Authentication) request.getPrincipal();
        var answer = new OAuth2AuthorizationCodeRequestAuthenticationToken(
                request.getAuthorizationUri(),
                request.getClientId(),
                principal,
                redirect,
                request.getState(),
                request.getScopes(),
                request.getAdditionalParameters());
        return new OAuth2AuthorizationCodeRequestAuthenticationException(
                new OAuth2Error(code, description, null), answer);
    }
}
