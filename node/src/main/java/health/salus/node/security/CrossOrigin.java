package health.salus.node.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/// Lets browser applications call from their own origin (SMART App Launch 2, "Considerations for cross-origin
/// resource sharing"): those that registered a redirect address there, and everybody for what is public. No cookie is
/// accepted from elsewhere.
final class CrossOrigin implements CorsConfigurationSource {

    private static final List<String> PUBLIC =
            List.of("/.well-known/", "/fhir/.well-known/", "/fhir/metadata", "/oauth2/jwks");

    private final AccountsDatabase database;

    CrossOrigin(AccountsDatabase database) {
        this.database = database;
    }

    @Override
    public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return null;
        }
        CorsConfiguration rules = new CorsConfiguration();
        rules.setAllowCredentials(false);
        if (PUBLIC.stream().anyMatch(request.getServletPath()::startsWith)) {
            rules.setAllowedOrigins(List.of("*"));
            rules.setAllowedMethods(List.of(HttpMethod.GET.name()));
            return rules;
        }
        rules.setAllowedOrigins(isRegistered(origin) ? List.of(origin) : List.of());
        rules.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
        rules.setAllowedHeaders(List.of(
                "Authorization",
                "Content-Type",
                "Accept",
                "If-Match",
                "If-None-Match",
                "If-None-Exist",
                "If-Modified-Since",
                "Prefer",
                "Idempotency-Key"));
        rules.setExposedHeaders(List.of("Location", "Content-Location", "ETag", "Last-Modified", "WWW-Authenticate"));
        return rules;
    }

    /// Redirect addresses are stored with commas between them.
    private boolean isRegistered(String origin) {
        return database
                .client()
                .sql("select redirect_uris from oauth2_registered_client where redirect_uris is not null")
                .query(String.class)
                .list()
                .stream()
                .flatMap(addresses -> List.of(addresses.split(",")).stream())
                .anyMatch(address -> originOf(address).equals(origin));
    }

    /// Scheme, host and port of a registered address; empty for an application's own scheme.
    static String originOf(String address) {
        URI uri = URI.create(address);
        return uri.getRawAuthority() == null ? "" : uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
