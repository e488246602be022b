package health.salus.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.client.api.SessionRequest;
import health.salus.client.testing.ScriptedNode;
import health.salus.client.testing.ScriptedNode.Reply;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.Secret;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SalusClientTest {

    private static final String STATUS =
            "{\"apiVersion\":1,\"software\":\"0.1\",\"network\":\"demo\",\"member\":\"solo\","
                    + "\"engine\":\"solo\",\"epoch\":0,\"phase\":\"active\",\"height\":3,\"logSize\":9,\"finalSize\":9,"
                    + "\"time\":\"2026-01-01T00:00:00Z\",\"maxTransactionBytes\":1000}";

    private final ScriptedNode node = new ScriptedNode();
    private final ManualSurroundings surroundings = new ManualSurroundings();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void readsTheStatusWithoutAToken() {
        node.on("GET", "/api/status", Reply.json(STATUS));

        assertThat(client(new Credentials.Anonymous()).status().phase()).isEqualTo("active");
        assertThat(node.asked().getFirst().header("authorization")).isEmpty();
    }

    @Test
    void getsATokenWithAPasswordAndKeepsIt() {
        node.on("POST", "/oauth2/token", token("t1"));
        node.on("GET", "/api/status", Reply.json(STATUS));
        SalusClient client = client(new Credentials.ClientSecret("hospital a", secret("p&w")));

        client.status();
        client.status();

        assertThat(node.asked("POST", "/oauth2/token")).hasSize(1);
        ScriptedNode.Asked login = node.asked("POST", "/oauth2/token").getFirst();
        // RFC 6749 section 2.3.1: form-encoded, then joined, then base64.
        assertThat(login.header("authorization")).isEqualTo("Basic aG9zcGl0YWwrYTpwJTI2dw==");
        assertThat(login.text()).isEqualTo("grant_type=client_credentials&purpose_of_use=TREAT");
        assertThat(node.asked("GET", "/api/status"))
                .allMatch(request -> request.header("authorization").equals("Bearer t1"));
    }

    @Test
    void signsAnAssertionWithAKey() {
        InMemorySigningKey key = InMemorySigningKey.generate(new SystemRandomSource());
        node.on("POST", "/oauth2/token", token("t1"));
        node.on("GET", "/api/status", Reply.json(STATUS));

        client(new Credentials.KeyAssertion("kina", key)).status();

        String body = node.asked("POST", "/oauth2/token").getFirst().text();
        String assertion = body.replaceFirst(".*client_assertion=([^&]*).*", "$1");
        String[] parts = assertion.split("\\.", -1);
        assertThat(parts).hasSize(3);
        assertThat(Octets.ofBase64Url(parts[0]).toUtf8())
                .isEqualTo(
                        "{\"alg\":\"EdDSA\",\"kid\":\"" + key.verificationKey().id() + "\",\"typ\":\"JWT\"}");
        assertThat(Octets.ofBase64Url(parts[1]).toUtf8())
                .isEqualTo("{\"aud\":\"" + node.address() + "/oauth2/token\",\"exp\":1772366460,\"iat\":1772366400,"
                        + "\"iss\":\"kina\",\"jti\":\"AAECAwQFBgcICQoLDA0ODw\",\"sub\":\"kina\"}");
        assertThat(key.verificationKey().verify(Octets.utf8(parts[0] + "." + parts[1]), Octets.ofBase64Url(parts[2])))
                .isTrue();
    }

    @Test
    void renewsATokenThatRanOut() {
        node.on("POST", "/oauth2/token", token("t1"), token("t2"));
        node.on("GET", "/api/status", Reply.json(STATUS));
        SalusClient client = client(new Credentials.ClientSecret("a", secret("b")));

        client.status();
        surroundings.advance(Duration.ofSeconds(295));
        client.status();

        assertThat(node.asked("GET", "/api/status"))
                .extracting(request -> request.header("authorization"))
                .containsExactly("Bearer t1", "Bearer t2");
    }

    @Test
    void renewsATokenThatTheNodeNoLongerTakesOnceOnly() {
        node.on("POST", "/oauth2/token", token("t1"), token("t2"));
        node.on("GET", "/api/me", Reply.problem(ErrorCode.UNAUTHENTICATED, "the token was revoked"));

        assertThatThrownBy(() ->
                        client(new Credentials.ClientSecret("a", secret("b"))).me())
                .isInstanceOf(SalusException.class)
                .hasMessage("UNAUTHENTICATED: the token was revoked");
        assertThat(node.asked("GET", "/api/me")).hasSize(2);
    }

    @Test
    void repeatsWhatIsHarmlessWhileTheNodeIsAway() {
        Reply away = Reply.problem(ErrorCode.NO_QUORUM, "2 of 4 members reachable");
        node.on("GET", "/api/status", away, away.with("Retry-After", "3"), Reply.json(STATUS));

        assertThat(client(new Credentials.Anonymous()).status().height()).isEqualTo(3);
        assertThat(surroundings.pauses).containsExactly(Duration.ofMillis(100), Duration.ofSeconds(3));
    }

    @Test
    void repeatsABundleUnderTheSameKey() {
        node.on(
                "POST",
                "/fhir",
                Reply.problem(ErrorCode.OVERLOADED, "busy"),
                Reply.fhir(200, "{\"resourceType\":\"Bundle\"}"));

        client(new Credentials.Anonymous()).fhir().bundle(Octets.utf8("{}"), "k-1");

        assertThat(node.asked("POST", "/fhir"))
                .hasSize(2)
                .allMatch(request -> request.header("idempotency-key").equals("k-1"));
    }

    @Test
    void doesNotRepeatWhatMightHappenTwice() {
        node.on("POST", "/api/sessions", Reply.problem(ErrorCode.OVERLOADED, "busy"));
        SessionRequest request =
                new SessionRequest(new SubjectId("s1"), "TREAT", List.of(), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> client(new Credentials.Anonymous()).openSession(request))
                .hasMessage("OVERLOADED: busy");
        assertThat(node.asked()).hasSize(1);
    }

    @Test
    void givesUpWhenPatienceEnds() {
        node.on("GET", "/api/status", Reply.problem(ErrorCode.NO_QUORUM, "2 of 4 members reachable"));

        assertThatThrownBy(() -> client(new Credentials.Anonymous()).status())
                .isInstanceOf(SalusException.class)
                .hasMessageContaining("NO_QUORUM");
        assertThat(surroundings.pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isLessThanOrEqualTo(Patience.DEFAULT.total())
                .isGreaterThan(Duration.ofSeconds(100));
    }

    @Test
    void asksOnceWithoutPatience() {
        node.on("GET", "/api/status", Reply.problem(ErrorCode.NO_QUORUM, "2 of 4 members reachable"));
        ClientConfig config = ClientConfig.of(node.address(), new Credentials.Anonymous())
                .withSurroundings(surroundings.surroundings())
                .withPatience(Patience.NONE);

        try (SalusClient client = SalusClient.of(config)) {
            assertThatThrownBy(client::status).hasMessageContaining("NO_QUORUM");
        }
        assertThat(node.asked()).hasSize(1);
    }

    @Test
    void saysWhereNothingAnswers() {
        URI away = node.address();
        node.close();
        ClientConfig config = ClientConfig.of(away, new Credentials.Anonymous()).withPatience(Patience.NONE);

        try (SalusClient client = SalusClient.of(config)) {
            assertThatThrownBy(client::status).hasMessage("UNREACHABLE: no connection to " + away);
        }
    }

    @Test
    void somebodyWhoWaitsHearsSoonThatNoNodeIsThere() {
        URI away = node.address();
        node.close();
        ClientConfig config = ClientConfig.of(away, new Credentials.Anonymous())
                .withSurroundings(surroundings.surroundings())
                .withPatience(Patience.DEFAULT.attended());

        try (SalusClient client = SalusClient.of(config)) {
            assertThatThrownBy(client::status).hasMessage("UNREACHABLE: no connection to " + away);
        }
        assertThat(surroundings.pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    @Test
    void readsTheCodeAndThePlacesOfAnOperationOutcome() {
        node.on("POST", "/fhir/Patient", Reply.fhir(422, """
                        {"resourceType":"OperationOutcome","issue":[
                          {"severity":"error","code":"structure","diagnostics":"unknown element",
                           "expression":["Patient.nme"],
                           "details":{"coding":[{"system":"urn:salus:error","code":"INVALID_STRUCTURE"}]}},
                          {"severity":"error","code":"required"}]}"""));

        assertThatThrownBy(() -> client(new Credentials.Anonymous()).fhir().create("Patient", Octets.utf8("{}"), "k"))
                .hasMessage("INVALID_STRUCTURE: Patient.nme: unknown element; required");
    }

    @Test
    void explainsAnswersThatAreNotANodesOwn() {
        node.on("GET", "/api/me", new Reply(502, java.util.Map.of(), Octets.utf8("<html>bad gateway</html>")));
        ClientConfig config =
                ClientConfig.of(node.address(), new Credentials.Anonymous()).withPatience(Patience.NONE);

        try (SalusClient client = SalusClient.of(config)) {
            assertThatThrownBy(client::me).hasMessage("NOT_ACTIVE: status 502");
        }
    }

    @Test
    void escapesWhatGoesIntoAnAddress() {
        node.on("GET", "/api/organisations", Reply.json("{\"items\":[]}"));

        client(new Credentials.Anonymous()).organisations("a&b c", Optional.empty());

        assertThat(node.asked().getFirst().query()).contains("name=a&b c");
    }

    @Test
    void keepsIdentifiersOutOfAddresses() {
        node.on("POST", "/api/subjects/_search", Reply.json("{\"items\":[]}"));

        client(new Credentials.Anonymous()).subjects("http://x|a&b c");

        assertThat(node.asked().getFirst().query()).isEmpty();
        assertThat(node.asked().getFirst().body().toUtf8()).contains("\"http://x|a&b c\"");
    }

    private SalusClient client(Credentials credentials) {
        return SalusClient.of(ClientConfig.of(node.address(), credentials)
                .withPurpose("TREAT")
                .withSurroundings(surroundings.surroundings()));
    }

    private static Secret secret(String text) {
        return Secret.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Reply token(String value) {
        return Reply.json("{\"access_token\":\"" + value + "\",\"token_type\":\"Bearer\",\"expires_in\":300}");
    }
}
