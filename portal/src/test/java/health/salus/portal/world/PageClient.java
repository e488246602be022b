package health.salus.portal.world;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser without scripts: it keeps cookies, fills the CSRF field of forms and follows no redirect.
public final class PageClient {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final RunningPortal portal;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public PageClient(RunningPortal portal) {
        this.portal = portal;
    }

    public HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(portal.url(path)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.GET().build());
    }

    /// Submits a form of the page at `page`, with its CSRF field.
    public HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
        return post(action, fields, csrf(get(page).body()));
    }

    public HttpResponse<String> post(String action, Map<String, String> fields, String csrf) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&", csrf.isEmpty() ? "" : "_csrf=" + encoded(csrf) + "&", ""));
        return send(HttpRequest.newBuilder(URI.create(portal.url(action)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public HttpResponse<String> signIn(String username, String password) {
        return submit("/portal/sign-in", "/portal/sign-in", Map.of("username", username, "password", password));
    }

    public PageClient signedIn(String username) {
        HttpResponse<String> answer = signIn(username, People.PASSWORD);
        if (!location(answer).endsWith("/portal")) {
            throw new AssertionError("could not sign in: " + answer.statusCode() + " " + location(answer));
        }
        return this;
    }

    public List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    public static String csrf(String html) {
        Matcher matcher = CSRF.matcher(html);
        return matcher.find() ? matcher.group(1) : "";
    }

    /// The path and query that the answer redirects to; empty if it does not.
    public static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
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

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
