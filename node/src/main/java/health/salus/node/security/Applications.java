package health.salus.node.security;

import com.nimbusds.jose.jwk.JWKSet;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.portal.PurposeOfUse;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.JdbcRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/// The applications that may ask for tokens, and their registration.
public final class Applications {

    /// Client settings of our own.
    static final String KEYS = "salus.jwks";

    static final String PRINCIPAL = "salus.principal";
    static final String ORGANISATION = "salus.organisation";
    static final String PURPOSES = "salus.purposes";
    static final String ROLE = "salus.role";
    static final String SUBJECT = "salus.subject";

    /// SMART recommends five minutes for backend services and an hour at most for anything.
    static final Duration ACCESS_LASTS = Duration.ofMinutes(10);

    private static final Duration CODE_LASTS = Duration.ofMinutes(1);
    private static final Duration REFRESH_LASTS = Duration.ofDays(90);

    private final AccountsDatabase database;
    private final JdbcRegisteredClientRepository clients;

    Applications(AccountsDatabase database, JdbcRegisteredClientRepository clients) {
        this.database = database;
        this.clients = clients;
    }

    /// How an application proves who it is.
    public sealed interface Proof {
        /// It cannot keep a secret (a browser or a phone): PKCE ties the token to whoever asked.
        record PublicClient() implements Proof {}

        /// It signs assertions with one of these keys (a JWK Set, public halves only).
        record OwnKeys(String jwks) implements Proof {}

        /// It publishes its keys there.
        record PublishedKeys(URI jwksUrl) implements Proof {}
    }

    /// An application that people use: they sign in here and allow it what it asks for.
    ///
    /// @param trusted part of this node, so that nobody is asked
    public record App(
            String clientId,
            String name,
            Proof proof,
            List<String> redirectUris,
            List<String> scopes,
            boolean trusted) {}

    /// A program that acts for itself, as a principal of its own.
    ///
    /// @param purposes what it may read for; the first is what it gets without asking
    public record Service(
            String clientId,
            String name,
            Proof proof,
            PrincipalId principal,
            OrganisationId organisation,
            List<PurposeOfUse> purposes,
            List<String> scopes) {}

    public void register(App app) {
        clients.save(client(app));
    }

    /// Refuses what [#register(App)] would refuse.
    void requirePossible(App app) {
        client(app);
    }

    private RegisteredClient client(App app) {
        app.redirectUris().forEach(Applications::checkRedirect);
        checkScopes(app.scopes());
        RegisteredClient.Builder client = client(app.clientId(), app.name(), app.proof(), app.scopes())
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUris(uris -> uris.addAll(app.redirectUris()))
                .clientSettings(settings(app.proof())
                        .requireProofKey(true)
                        .requireAuthorizationConsent(!app.trusted())
                        .build());
        return client.build();
    }

    public void register(Service service) {
        clients.save(client(service));
    }

    /// Refuses what [#register(Service)] would refuse.
    void requirePossible(Service service) {
        client(service);
    }

    private RegisteredClient client(Service service) {
        if (service.proof() instanceof Proof.PublicClient) {
            throw new SalusException(ErrorCode.MALFORMED, "a service proves itself with a key");
        }
        checkScopes(service.scopes());
        if (!service.scopes().stream().allMatch(SmartScopes::allowedForServices)) {
            throw new SalusException(ErrorCode.MALFORMED, "a service has system/ scopes only");
        }
        String purposes = service.purposes().stream().map(Enum::name).collect(Collectors.joining(" "));
        RegisteredClient.Builder client = client(service.clientId(), service.name(), service.proof(), service.scopes())
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .clientSettings(settings(service.proof())
                        .setting(PRINCIPAL, service.principal().value())
                        .setting(ORGANISATION, service.organisation().value())
                        .setting(PURPOSES, purposes)
                        .build());
        return client.build();
    }

    public boolean isRegistered(String clientId) {
        return clients.findByClientId(clientId) != null;
    }

    /// Removes an application with everything it was given. Access tokens end within minutes by themselves.
    public void remove(String clientId) {
        RegisteredClient client = clients.findByClientId(clientId);
        if (client == null) {
            throw new SalusException(ErrorCode.NOT_FOUND, "no such application");
        }
        database.inTransaction(() -> {
            database.client()
                    .sql("delete from oauth2_authorization where registered_client_id = :id")
                    .param("id", client.getId())
                    .update();
            return database.client()
                    .sql("delete from oauth2_registered_client where id = :id")
                    .param("id", client.getId())
                    .update();
        });
    }

    private RegisteredClient.Builder client(String clientId, String name, Proof proof, List<String> scopes) {
        if (!clientId.matches("[A-Za-z0-9._~-]{1,100}")) {
            throw new SalusException(ErrorCode.MALFORMED, "a client id has 1 to 100 letters, digits, . _ ~ and -");
        }
        if (isRegistered(clientId)) {
            throw new SalusException(ErrorCode.ALREADY_EXISTS, "the client id is taken");
        }
        return RegisteredClient.withId(clientId)
                .clientId(clientId)
                .clientName(name)
                .clientAuthenticationMethod(
                        proof instanceof Proof.PublicClient
                                ? ClientAuthenticationMethod.NONE
                                : ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                .scopes(all -> all.addAll(scopes))
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(ACCESS_LASTS)
                        .authorizationCodeTimeToLive(CODE_LASTS)
                        .refreshTokenTimeToLive(REFRESH_LASTS)
                        .reuseRefreshTokens(false)
                        .build());
    }

    private static ClientSettings.Builder settings(Proof proof) {
        ClientSettings.Builder settings = ClientSettings.builder();
        return switch (proof) {
            case Proof.PublicClient _ -> settings;
            case Proof.OwnKeys keys -> signing(settings).setting(KEYS, publicHalves(keys.jwks()));
            case Proof.PublishedKeys keys -> {
                if (!keys.jwksUrl().toString().startsWith("https://")) {
                    throw new SalusException(ErrorCode.MALFORMED, "keys are published under https");
                }
                yield signing(settings).jwkSetUrl(keys.jwksUrl().toString());
            }
        };
    }

    private static ClientSettings.Builder signing(ClientSettings.Builder settings) {
        // Tells Spring that assertions are signed, not keyed with a secret; ClientAssertions has the list.
        return settings.tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.ES384);
    }

    private static String publicHalves(String jwks) {
        try {
            return JWKSet.parse(jwks).toString(true);
        } catch (ParseException broken) {
            throw new SalusException(ErrorCode.MALFORMED, "the keys are not a JWK Set (RFC 7517)", broken);
        }
    }

    /// https, or an address of the same machine, or an application's own scheme (RFC 8252 sections 7 and 8.4).
    private static void checkRedirect(String address) {
        Optional<URI> uri = parse(address);
        boolean sound = uri.filter(u -> u.getRawFragment() == null && u.getRawUserInfo() == null && u.isAbsolute())
                .filter(u -> switch (u.getScheme()) {
                    case "https" -> u.getHost() != null;
                    case "http" -> "127.0.0.1".equals(u.getHost()) || "[::1]".equals(u.getHost());
                    default -> u.getScheme().contains(".");
                })
                .isPresent();
        if (!sound || address.contains(",") || address.contains("*")) {
            throw new SalusException(
                    ErrorCode.MALFORMED,
                    "a redirect address is https, on this machine, or of the application's scheme");
        }
    }

    private static Optional<URI> parse(String address) {
        try {
            return Optional.of(new URI(address));
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    private static void checkScopes(List<String> scopes) {
        if (scopes.stream().anyMatch(scope -> scope.isBlank() || scope.contains(",") || scope.contains(" "))) {
            throw new SalusException(ErrorCode.MALFORMED, "a scope holds neither blanks nor commas");
        }
    }
}
