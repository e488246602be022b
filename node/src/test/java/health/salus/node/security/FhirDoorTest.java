package health.salus.node.security;

import static health.salus.node.security.HttpCaller.json;
import static health.salus.node.security.HttpCaller.text;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/// Who gets past the door of the FHIR API.
class FhirDoorTest {

    private final RunningNode node = RunningNode.shared();
    private final HttpCaller caller = new HttpCaller(node);

    /// A token signed by the node itself, with the claims of a patient's, some of them changed.
    private String token(Map<String, Object> changes) {
        return token("at+jwt", changes);
    }

    private String token(String type, Map<String, Object> changes) {
        Instant now = Instant.now();
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer(node.url(""))
                .subject("p-1")
                .audience(List.of(node.url("/fhir")))
                .issuedAt(now.minus(Duration.ofHours(2)))
                .expiresAt(now.plusSeconds(60))
                .claim("principal", "p-1")
                .claim("organisation", "linden")
                .claim("role", "PATIENT")
                .claim("patient", "s-maria")
                .claim("purpose_of_use", "PATRQT")
                .claim("scope", "patient/*.rs patient/Observation.c");
        changes.forEach(claims::claim);
        NimbusJwtEncoder encoder = new NimbusJwtEncoder(node.bean(TokenKeys.class));
        encoder.setJwkSelector(List::getFirst);
        JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256).type(type).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims.build())).getTokenValue();
    }

    private HttpResponse<String> get(String path, Map<String, Object> changes) {
        return caller.withToken(path, token(changes));
    }

    private static void assertOutcome(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/fhir+json");
        assertThat(text(answer, "resourceType")).isEqualTo("OperationOutcome");
        assertThat(json(answer).at("/issue/0/details/coding/0/code").asString()).isEqualTo(code);
        assertThat(json(answer).at("/issue/0/details/text").asString()).isNotBlank();
    }

    @Test
    void theCallerIsWhoTheTokenSays() {
        String token = token(Map.of());
        HttpResponse<String> answer = caller.withToken("/fhir/Observation/1", token);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer, "principal")).isEqualTo("p-1");
        assertThat(text(answer, "organisation")).isEqualTo("linden");
        assertThat(text(answer, "role")).isEqualTo("PATIENT");
        assertThat(text(answer, "purpose")).isEqualTo("PATRQT");
        assertThat(text(answer, "patient")).isEqualTo("s-maria");
        assertThat(text(answer, "token"))
                .isEqualTo(Digest.sha256(Octets.utf8(token)).hex());
    }

    @Test
    void withoutATokenTheAnswerSaysHowToGetOne() {
        HttpResponse<String> answer = caller.get("/fhir/Patient/s-maria");
        assertOutcome(answer, 401, "UNAUTHENTICATED");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"salus\"");
        assertThat(answer.headers().firstValue("Link").orElse("")).contains("oauth-authorization-server");
    }

    @Test
    void anExpiredTokenIsRefused() {
        HttpResponse<String> answer =
                get("/fhir/Observation/1", Map.of("exp", Instant.now().minusSeconds(60)));
        assertOutcome(answer, 401, "UNAUTHENTICATED");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("error=\"invalid_token\"");
    }

    @Test
    void tokensOfOthersAndForOthersAreRefused() {
        assertOutcome(get("/fhir/Observation/1", Map.of("iss", "https://elsewhere.example")), 401, "UNAUTHENTICATED");
        assertOutcome(
                get("/fhir/Observation/1", Map.of("aud", List.of("https://elsewhere.example/fhir"))),
                401,
                "UNAUTHENTICATED");
        assertOutcome(caller.withToken("/fhir/Observation/1", token("JWT", Map.of())), 401, "UNAUTHENTICATED");
        String forged = token(Map.of());
        char last = forged.charAt(forged.length() - 10);
        String changed = forged.substring(0, forged.length() - 10)
                + (last == 'A' ? 'B' : 'A')
                + forged.substring(forged.length() - 9);
        assertOutcome(caller.withToken("/fhir/Observation/1", changed), 401, "UNAUTHENTICATED");
        assertOutcome(caller.withToken("/fhir/Observation/1", "nonsense"), 401, "UNAUTHENTICATED");
    }

    @Test
    void aTokenIsTakenFromTheHeaderOnly() {
        assertThat(caller.get("/fhir/Observation/1?access_token=" + token(Map.of()))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whatNoScopeAllowsIsRefused() {
        assertThat(get("/fhir/Observation?code=x", Map.of()).statusCode()).isEqualTo(200);
        assertThat(get("/fhir/Observation", Map.of("scope", "patient/Observation.s"))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> refused = get("/fhir/Observation/1", Map.of("scope", "patient/Observation.s"));
        assertOutcome(refused, 403, "INSUFFICIENT_SCOPE");
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElse("")).contains("insufficient_scope");
        assertThat(json(refused).at("/issue/0/diagnostics").asString()).isEqualTo("needed: Observation.r");
        assertOutcome(get("/fhir/Condition/1", Map.of("scope", "patient/Observation.rs")), 403, "INSUFFICIENT_SCOPE");
        assertOutcome(get("/fhir/Condition/1", Map.of("scope", "openid")), 403, "INSUFFICIENT_SCOPE");
        assertOutcome(
                get("/fhir/Patient/s-maria/$everything", Map.of("scope", "patient/*.r")), 403, "INSUFFICIENT_SCOPE");
    }

    @Test
    void writingNeedsItsOwnLetters() {
        String token = token(Map.of());
        String[] headers = {"Authorization", "Bearer " + token, "Content-Type", "application/fhir+json"};
        assertThat(caller.send("POST", "/fhir/Observation", "{}", headers).statusCode())
                .isEqualTo(200);
        assertThat(caller.send("POST", "/fhir/Observation/_search", "", headers).statusCode())
                .isEqualTo(200);
        assertOutcome(caller.send("POST", "/fhir/Condition", "{}", headers), 403, "INSUFFICIENT_SCOPE");
        assertOutcome(caller.send("PUT", "/fhir/Observation/1", "{}", headers), 403, "INSUFFICIENT_SCOPE");
        assertOutcome(caller.send("DELETE", "/fhir/Observation/1", "", headers), 403, "INSUFFICIENT_SCOPE");
        assertThat(caller.send("POST", "/fhir", "{}", headers).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenOfOnePatientOpensNoOther() {
        assertThat(get("/fhir/Patient/s-maria", Map.of()).statusCode()).isEqualTo(200);
        assertThat(get("/fhir/Observation?patient=Patient/s-maria", Map.of()).statusCode())
                .isEqualTo(200);
        for (String path : List.of(
                "/fhir/Patient/s-marek",
                "/fhir/Patient/s-marek/_history",
                "/fhir/Patient/s-marek/$everything",
                "/fhir/Observation?patient=s-marek",
                "/fhir/Observation?patient=Patient/s-marek",
                "/fhir/Observation?code=x&subject=Patient%2Fs-marek",
                "/fhir/Observation?subject:Patient=s-marek",
                "/fhir/Observation?patient=s-maria,s-marek")) {
            assertOutcome(get(path, Map.of()), 403, "TOKEN_FOR_ANOTHER_PATIENT");
        }
    }

    @Test
    void aTokenWithoutPatientContextIsNotConfined() {
        Map<String, Object> clinician = Map.of("role", "CLINICIAN", "scope", "user/*.rs", "patient", "");
        assertThat(get("/fhir/Condition?code=x", Map.of("scope", "user/*.rs")).statusCode())
                .isEqualTo(200);
        assertThat(clinician).isNotEmpty();
        assertThat(new HttpCaller(node).serviceToken("system/Patient.rs")).isNotEmpty();
        assertThat(caller.withToken("/fhir/Patient/s-marek", caller.serviceToken("system/Patient.rs"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void discoveryNeedsNoToken() {
        HttpResponse<String> smart = caller.get("/fhir/.well-known/smart-configuration");
        assertThat(smart.statusCode()).isEqualTo(200);
        assertThat(text(smart, "token_endpoint")).isEqualTo(node.url("/oauth2/token"));
        assertThat(json(smart).get("code_challenge_methods_supported").get(0).asString())
                .isEqualTo("S256");
        assertThat(caller.get("/.well-known/smart-configuration").statusCode()).isEqualTo(200);
        assertThat(caller.get("/.well-known/openid-configuration").statusCode()).isEqualTo(200);
        assertThat(caller.get("/fhir/metadata").statusCode()).isEqualTo(200);
        HttpResponse<String> keys = caller.get("/oauth2/jwks");
        assertThat(keys.body()).contains("\"kid\"").doesNotContain("\"d\"");
    }

    @Test
    void otherSitesMayCallOnlyWhereTheyAreRegistered() {
        HttpResponse<String> known = caller.get("/fhir/Observation/1", "Origin", "https://diary.example");
        assertThat(known.headers().firstValue("Access-Control-Allow-Origin")).contains("https://diary.example");
        assertThat(known.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        HttpResponse<String> stranger = caller.get("/fhir/Observation/1", "Origin", "https://evil.example");
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(caller.get("/fhir/.well-known/smart-configuration", "Origin", "https://evil.example")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .contains("*");
    }

    @Test
    void theApiOutsideFhirAnswersProblems() {
        HttpResponse<String> answer = caller.get("/api/whoami");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(text(answer, "code")).isEqualTo("UNAUTHENTICATED");
        assertThat(caller.withToken("/api/whoami", token(Map.of())).statusCode())
                .isEqualTo(200);
        assertThat(caller.withToken("/api/accounts", token(Map.of())).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aBrowserSessionDoesNotOpenTheApi() {
        HttpCaller browser = new HttpCaller(node).signedIn("maria");
        assertThat(browser.get("/fhir/Patient/s-maria").statusCode()).isEqualTo(401);
    }
}
