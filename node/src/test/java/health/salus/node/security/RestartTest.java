package health.salus.node.security;

import static health.salus.node.security.HttpCaller.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What outlives the process.
class RestartTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void tokensAccountsAndReplaysOutliveARestart() throws IOException {
        int port;
        String token;
        String refresh;
        String assertion;
        try (RunningNode node = RunningNode.start(directory)) {
            port = java.net.URI.create(node.url("")).getPort();
            HttpCaller caller = new HttpCaller(node);
            token = caller.serviceToken("system/Patient.rs");
            assertion = caller.assertion(RunningNode.SERVICE_KEY, Map.of());
            assertThat(caller.post("/oauth2/token", HttpCaller.tokenRequest(assertion, "system/Patient.rs"))
                            .statusCode())
                    .isEqualTo(200);
            refresh = text(
                    new CodeFlow(new HttpCaller(node).signedIn("maria"))
                            .with("scope", "openid offline_access patient/*.rs")
                            .tokens(),
                    "refresh_token");
            assertPrivate("token-keys.json", "rw-------");
            assertPrivate("first-administrator.txt", "rw-------");
            assertPrivate("", "rwx------");
        }
        try (RunningNode node = RunningNode.start(directory, port)) {
            HttpCaller caller = new HttpCaller(node);
            assertThat(caller.withToken("/fhir/Patient/s-maria", token).statusCode())
                    .isEqualTo(200);
            HttpResponse<String> replay =
                    caller.post("/oauth2/token", HttpCaller.tokenRequest(assertion, "system/Patient.rs"));
            assertThat(replay.statusCode()).isEqualTo(401);
            assertThat(new CodeFlow(caller).refresh(refresh).statusCode()).isEqualTo(200);
            assertThat(new HttpCaller(node).signedIn("maria").get("/portal").statusCode())
                    .isEqualTo(302);
        }
    }

    private void assertPrivate(String name, String permissions) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                .isEqualTo(permissions);
    }

    @Test
    void theFirstAdministratorSetsAPasswordAndManagesAccounts() throws IOException {
        try (RunningNode node = RunningNode.start(directory)) {
            String handed = Files.readString(directory.resolve("first-administrator.txt"));
            String code = handed.replaceAll("(?s).*One-time code: (\\S+).*", "$1");
            HttpCaller browser = new HttpCaller(node);
            HttpResponse<String> set = browser.submit(
                    browser.get("/portal/activate"),
                    "/portal/activate",
                    Map.of(
                            "code", code,
                            "password", SecurityTestApplication.PASSWORD,
                            "repeated", SecurityTestApplication.PASSWORD));
            assertThat(HttpCaller.location(set)).endsWith("?activated");
            browser.signedIn("administrator");
            String token = commandLineToken(browser);
            String[] headers = {"Authorization", "Bearer " + token, "Content-Type", "application/json"};
            HttpResponse<String> created = browser.send("POST", "/api/accounts", """
                    {"username":"jon","displayName":"Jon Keller","principal":"p-7","organisation":"linden",
                     "role":"CLINICIAN"}
                    """, headers);
            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(text(created, "code")).matches("([0-9A-Z]{4}-){3}[0-9A-Z]{4}");
            assertThat(browser.withToken("/api/accounts", token).body()).contains("Jon Keller");
            HttpResponse<String> twice = browser.send("POST", "/api/accounts", """
                    {"username":"jon","displayName":"J","principal":"p-8","organisation":"linden","role":"STAFF"}
                    """, headers);
            assertThat(twice.statusCode()).isEqualTo(409);
            assertThat(text(twice, "code")).isEqualTo("ALREADY_EXISTS");
        }
    }

    private static String commandLineToken(HttpCaller browser) {
        Map<String, String> request = Map.of(
                "response_type", "code",
                "client_id", "salus-cli",
                "redirect_uri", "http://127.0.0.1:50000/callback",
                "scope", "salus/administration",
                "code_challenge", CodeFlow.challenge(CodeFlow.VERIFIER),
                "code_challenge_method", "S256");
        HttpResponse<String> asked =
                browser.get("/oauth2/authorize?" + HttpCaller.encoded(request), "Accept", "text/html");
        HttpResponse<String> page = browser.get(HttpCaller.location(asked));
        HttpResponse<String> allowed = browser.submit(
                page,
                "/oauth2/authorize",
                Map.of("client_id", "salus-cli", "state", CodeFlow.state(page), "scope", "salus/administration"));
        HttpResponse<String> tokens = browser.post(
                "/oauth2/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", "salus-cli",
                        "redirect_uri", "http://127.0.0.1:50000/callback",
                        "code", HttpCaller.parameter(HttpCaller.location(allowed), "code"),
                        "code_verifier", CodeFlow.VERIFIER));
        return text(tokens, "access_token");
    }
}
