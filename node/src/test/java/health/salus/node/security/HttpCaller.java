package health.salus.node.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A browser without scripts and an application in one: it keeps cookies, fills CSRF fields, follows no redirect and
/// signs assertions.
final class HttpCaller {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final RunningNode node;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    HttpCaller(RunningNode node) {
        this.node = node;
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(absolute(path)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.GET().build());
    }

    HttpResponse<String> post(String path, Map<String, String> fields) {
        return send(HttpRequest.newBuilder(URI.create(absolute(path)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields)))
                .build());
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        return send(HttpRequest.newBuilder(URI.create(absolute(path)))
                .headers(headers)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /// Submits a form of the page, with its CSRF field.
    HttpResponse<String> submit(HttpResponse<String> page, String action, Map<String, String> fields) {
        Matcher csrf = CSRF.matcher(page.body());
        Map<String, String> all = new TreeMap<>(fields);
        if (csrf.find()) {
            all.put("_csrf", csrf.group(1));
        }
        return post(action, all);
    }

    HttpCaller signedIn(String username) {
        HttpResponse<String> answer = submit(
                get("/portal/sign-in"),
                "/portal/sign-in",
                Map.of("username", username, "password", SecurityTestApplication.PASSWORD));
        if (answer.statusCode() != 302 || location(answer).contains("failed")) {
            throw new AssertionError("could not sign in: " + answer.statusCode() + " " + location(answer));
        }
        return this;
    }

    HttpResponse<String> withToken(String path, String token) {
        return get(path, "Authorization", "Bearer " + token);
    }

    /// A token for the service's own use.
    String serviceToken(String scope) {
        HttpResponse<String> answer =
                post("/oauth2/token", tokenRequest(assertion(RunningNode.SERVICE_KEY, Map.of()), scope));
        return text(answer, "access_token");
    }

    static Map<String, String> tokenRequest(String assertion, String scope) {
        return Map.of(
                "grant_type",
                "client_credentials",
                "scope",
                scope,
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                assertion);
    }

    /// A client assertion; `changes` replace single claims.
    String assertion(ECKey key, Map<String, Object> changes) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(RunningNode.SERVICE)
                .subject(RunningNode.SERVICE)
                .audience(node.url("/oauth2/token"))
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(Instant.now().plusSeconds(240)));
        changes.forEach(claims::claim);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES384).keyID(key.getKeyID()).build(), claims.build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return token.serialize();
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    static String parameter(String address, String name) {
        Matcher matcher = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(address);
        return matcher.find() ? java.net.URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8) : "";
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    static String text(HttpResponse<String> answer, String name) {
        JsonNode value = json(answer).get(name);
        if (value == null) {
            throw new AssertionError(answer.statusCode() + " without " + name + ": " + answer.body());
        }
        return value.asString();
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(@Nullable String text) {
        return URLEncoder.encode(text == null ? "" : text, StandardCharsets.UTF_8);
    }

    private String absolute(String path) {
        return path.startsWith("http") ? path : node.url(path);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}
