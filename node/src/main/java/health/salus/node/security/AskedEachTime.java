package health.salus.node.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;

/// Remembers no consent: a person allows an application each time it asks, and it stays connected by its refresh
/// token, which the account page shows and ends.
final class AskedEachTime implements OAuth2AuthorizationConsentService {

    @Override
    public void save(OAuth2AuthorizationConsent consent) {
        // Nothing is kept.
    }

    @Override
    public void remove(OAuth2AuthorizationConsent consent) {
        // Nothing was kept.
    }

    @Override
    public @Nullable OAuth2AuthorizationConsent findById(String clientId, String principalName) {
        return null;
    }
}
