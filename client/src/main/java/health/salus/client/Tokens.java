package health.salus.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.crypto.Secret;
import health.salus.crypto.SignatureAlgorithm;
import health.salus.crypto.SigningKey;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Gets tokens from the node's authorization server (OAuth 2.1 client credentials) and keeps the current one.
final class Tokens {

    static final String ENDPOINT = "/oauth2/token";

    /// RFC 7523 section 3 asks for a short life; the server refuses a second use anyway.
    private static final Duration ASSERTION_LIFE = Duration.ofSeconds(60);

    /// A token is renewed before it runs out on the way.
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private static final int ASSERTION_ID_BYTES = 16;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ClientConfig config;
    private final Transport transport;

    /// Guarded by this object's monitor.
    private Optional<AccessToken> kept = Optional.empty();

    Tokens(ClientConfig config, Transport transport) {
        this.config = config;
        this.transport = transport;
    }

    /// The token to send; empty for somebody who is nobody.
    Optional<String> current() {
        return token().map(AccessToken::value).map(Tokens::text);
    }

    /// The token with its end, as far as that is known.
    synchronized Optional<AccessToken> token() {
        return switch (config.credentials()) {
            case Credentials.Anonymous() -> Optional.empty();
            case Credentials.Bearer(Secret token) -> Optional.of(new AccessToken(token, Instant.MAX));
            case Credentials.ClientSecret secret -> Optional.of(renewed(() -> withSecret(secret)));
            case Credentials.KeyAssertion assertion -> Optional.of(renewed(() -> withAssertion(assertion)));
        };
    }

    /// Drops a token that the node refused; false when there is no way to get another.
    synchronized boolean forget() {
        boolean renewable = kept.isPresent();
        kept = Optional.empty();
        return renewable;
    }

    private AccessToken renewed(Supplier<Request> login) {
        Instant now = config.surroundings().time().now();
        if (kept.isEmpty() || kept.get().expires().minus(MARGIN).isBefore(now)) {
            kept = Optional.of(token(transport.repeat(login), now));
        }
        return kept.get();
    }

    private static AccessToken token(Answer answer, Instant now) {
        try {
            JsonNode body = MAPPER.readTree(answer.body().toArray());
            if (body == null || !body.path("access_token").isTextual()) {
                throw new SalusException(ErrorCode.MALFORMED, "the authorization server's answer has no token");
            }
            Secret value = Secret.wrap(body.path("access_token").textValue().getBytes(StandardCharsets.UTF_8));
            return new AccessToken(
                    value, now.plusSeconds(body.path("expires_in").asLong(60)));
        } catch (IOException malformed) {
            throw new SalusException(ErrorCode.MALFORMED, "the authorization server's answer is not JSON", malformed);
        }
    }

    private Request withSecret(Credentials.ClientSecret credentials) {
        // RFC 6749 section 2.3.1: both are form-encoded before they are joined.
        String pair = encoded(credentials.clientId()) + ":" + encoded(text(credentials.secret()));
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return form(new TreeMap<>(Map.of("grant_type", "client_credentials"))).with("Authorization", "Basic " + basic);
    }

    private Request withAssertion(Credentials.KeyAssertion credentials) {
        return form(new TreeMap<>(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                credentials.clientId(),
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                assertion(credentials.clientId(), credentials.key()))));
    }

    /// A JWS (RFC 7515) over the claims of RFC 7523 section 3.
    String assertion(String clientId, SigningKey key) {
        Instant now = config.surroundings().time().now();
        Map<String, Object> header = new TreeMap<>();
        header.put("typ", "JWT");
        header.put("alg", key.verificationKey().algorithm() == SignatureAlgorithm.ED25519 ? "EdDSA" : "ES256");
        header.put("kid", key.verificationKey().id().value());
        Map<String, Object> claims = new TreeMap<>();
        claims.put("iss", clientId);
        claims.put("sub", clientId);
        claims.put("aud", transport.address(ENDPOINT).toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(ASSERTION_LIFE).getEpochSecond());
        claims.put(
                "jti", config.surroundings().random().octets(ASSERTION_ID_BYTES).base64Url());
        String signed = json(header) + "." + json(claims);
        return signed + "." + key.sign(Octets.utf8(signed)).base64Url();
    }

    private Request form(Map<String, String> fields) {
        config.scopes().ifPresent(scopes -> fields.put("scope", scopes));
        config.purpose().ifPresent(purpose -> fields.put("purpose_of_use", purpose));
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return Request.post(ENDPOINT, "application/x-www-form-urlencoded", Octets.utf8(body))
                .with("Accept", "application/json")
                .repeatable();
    }

    private static String json(Map<String, Object> members) {
        try {
            return Octets.wrap(MAPPER.writeValueAsBytes(members)).base64Url();
        } catch (IOException impossible) {
            throw new IllegalStateException("a map can always be written", impossible);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String text(Secret secret) {
        return new String(secret.reveal(), StandardCharsets.UTF_8);
    }
}
