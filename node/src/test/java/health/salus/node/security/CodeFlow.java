package health.salus.node.security;

import static health.salus.node.security.HttpCaller.encoded;
import static health.salus.node.security.HttpCaller.location;
import static health.salus.node.security.HttpCaller.parameter;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An application that asks a person for access with code and PKCE, step by step.
final class CodeFlow {

    static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-0123456789";

    private static final Pattern STATE = Pattern.compile("name=\"state\" value=\"([^\"]+)\"");

    private final HttpCaller browser;
    private final Map<String, String> request = new TreeMap<>(Map.of(
            "response_type", "code",
            "client_id", RunningNode.APP,
            "redirect_uri", RunningNode.APP_REDIRECT,
            "scope", "openid launch/patient patient/*.rs",
            "state", "xyz",
            "code_challenge", challenge(VERIFIER),
            "code_challenge_method", "S256"));

    CodeFlow(HttpCaller browser) {
        this.browser = browser;
    }

    CodeFlow with(String parameter, String value) {
        request.put(parameter, value);
        return this;
    }

    CodeFlow without(String parameter) {
        request.remove(parameter);
        return this;
    }

    static String challenge(String verifier) {
        return Digest.sha256(Octets.utf8(verifier)).octets().base64Url();
    }

    /// The answer to the authorization request.
    HttpResponse<String> ask() {
        return browser.get("/oauth2/authorize?" + encoded(request), "Accept", "text/html");
    }

    /// The page that asks the person.
    HttpResponse<String> consentPage() {
        HttpResponse<String> asked = ask();
        if (!location(asked).contains("/portal/authorise")) {
            throw new AssertionError("no consent page: " + asked.statusCode() + " " + location(asked));
        }
        return browser.get(location(asked));
    }

    /// Allows everything that was asked, and answers where the browser is sent.
    String allow(HttpResponse<String> page) {
        StringBuilder scopes = new StringBuilder();
        for (String scope : request.getOrDefault("scope", "").split(" ")) {
            scopes.append("&scope=").append(encoded(scope));
        }
        String body = encoded(Map.of("client_id", RunningNode.APP, "state", state(page)));
        HttpResponse<String> answer = browser.send(
                "POST",
                "/oauth2/authorize",
                body + scopes + "&_csrf=" + encoded(csrf(page)),
                "Content-Type",
                "application/x-www-form-urlencoded");
        return location(answer);
    }

    static String state(HttpResponse<String> page) {
        return first(STATE, page);
    }

    private static String csrf(HttpResponse<String> page) {
        return first(Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\""), page);
    }

    private static String first(Pattern pattern, HttpResponse<String> page) {
        Matcher matcher = pattern.matcher(page.body());
        if (!matcher.find()) {
            throw new AssertionError(page.statusCode() + " without " + pattern + ": " + page.body());
        }
        return matcher.group(1);
    }

    String code() {
        return parameter(allow(consentPage()), "code");
    }

    HttpResponse<String> exchange(String code, String verifier) {
        return browser.post(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        RunningNode.APP,
                        "redirect_uri",
                        RunningNode.APP_REDIRECT,
                        "code",
                        code,
                        "code_verifier",
                        verifier));
    }

    HttpResponse<String> tokens() {
        return exchange(code(), VERIFIER);
    }

    HttpResponse<String> refresh(String token) {
        return browser.post(
                "/oauth2/token",
                Map.of("grant_type", "refresh_token", "client_id", RunningNode.APP, "refresh_token", token));
    }
}
