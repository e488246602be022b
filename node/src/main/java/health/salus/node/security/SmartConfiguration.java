package health.salus.node.security;

import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The discovery document of SMART App Launch 2 (section "Conformance").
@RestController
public final class SmartConfiguration {

    private final Map<String, Object> document;

    SmartConfiguration(WebSecurityConfig config) {
        String issuer = config.issuer();
        document = Map.ofEntries(
                Map.entry("issuer", issuer),
                Map.entry("jwks_uri", issuer + "/oauth2/jwks"),
                Map.entry("authorization_endpoint", issuer + "/oauth2/authorize"),
                Map.entry("token_endpoint", issuer + "/oauth2/token"),
                Map.entry("revocation_endpoint", issuer + "/oauth2/revoke"),
                Map.entry("introspection_endpoint", issuer + "/oauth2/introspect"),
                Map.entry("management_endpoint", issuer + "/portal/account"),
                Map.entry(
                        "grant_types_supported", List.of("authorization_code", "client_credentials", "refresh_token")),
                Map.entry("response_types_supported", List.of("code")),
                Map.entry("code_challenge_methods_supported", List.of("S256")),
                Map.entry("token_endpoint_auth_methods_supported", List.of("private_key_jwt", "none")),
                Map.entry(
                        "token_endpoint_auth_signing_alg_values_supported",
                        List.of("RS384", "ES384", "RS256", "ES256")),
                Map.entry(
                        "scopes_supported",
                        List.of(
                                "openid",
                                "fhirUser",
                                "launch/patient",
                                "offline_access",
                                "online_access",
                                "patient/*.cruds",
                                "user/*.cruds",
                                "system/*.cruds")),
                Map.entry(
                        "capabilities",
                        List.of(
                                "launch-standalone",
                                "authorize-post",
                                "client-public",
                                "client-confidential-asymmetric",
                                "sso-openid-connect",
                                "context-standalone-patient",
                                "permission-offline",
                                "permission-online",
                                "permission-patient",
                                "permission-user",
                                "permission-v1",
                                "permission-v2")));
    }

    @GetMapping(
            path = {"/.well-known/smart-configuration", "/fhir/.well-known/smart-configuration"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> document() {
        return document;
    }
}
