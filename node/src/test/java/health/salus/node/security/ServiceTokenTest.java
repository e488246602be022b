package health.salus.node.security;

import static health.salus.node.security.HttpCaller.json;
import static health.salus.node.security.HttpCaller.text;
import static health.salus.node.security.HttpCaller.tokenRequest;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Programs that get tokens with signed assertions (SMART backend services).
class ServiceTokenTest {

    private final RunningNode node = RunningNode.shared();
    private final HttpCaller caller = new HttpCaller(node);

    private HttpResponse<String> ask(String assertion, String scope) {
        return caller.post("/oauth2/token", tokenRequest(assertion, scope));
    }

    private String assertion(Map<String, Object> changes) {
        return caller.assertion(RunningNode.SERVICE_KEY, changes);
    }

    @Test
    void aTokenSaysForWhomAndForWhat() throws ParseException {
        HttpResponse<String> answer = ask(assertion(Map.of()), "system/Observation.rs");
        assertThat(answer.statusCode()).isEqualTo(200);
        SignedJWT token = SignedJWT.parse(text(answer, "access_token"));
        assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(node.url(""));
        assertThat(claims.getAudience()).containsExactly(node.url("/fhir"));
        assertThat(claims.getSubject()).isEqualTo("lab-service");
        assertThat(claims.getStringClaim("principal")).isEqualTo("lab-service");
        assertThat(claims.getStringClaim("organisation")).isEqualTo("linden");
        assertThat(claims.getStringClaim("purpose_of_use")).isEqualTo("HOPERAT");
        assertThat(claims.getStringClaim("scope")).isEqualTo("system/Observation.rs");
    }

    @Test
    void theSameAssertionCountsOnce() {
        String assertion = assertion(Map.of());
        assertThat(ask(assertion, "system/Observation.rs").statusCode()).isEqualTo(200);
        HttpResponse<String> replay = ask(assertion, "system/Observation.rs");
        assertThat(replay.statusCode()).isEqualTo(401);
        assertThat(text(replay, "error")).isEqualTo("invalid_client");
    }

    @Test
    void anAssertionNeedsAJtiAndAnEndWithinMinutes() {
        Map<String, Object> noId = new HashMap<>();
        noId.put("jti", null);
        assertThat(ask(assertion(noId), "system/Observation.rs").statusCode()).isEqualTo(401);
        Map<String, Object> tooLong = Map.of("exp", Date.from(Instant.now().plusSeconds(3600)));
        assertThat(ask(assertion(tooLong), "system/Observation.rs").statusCode())
                .isEqualTo(401);
        Map<String, Object> over = Map.of("exp", Date.from(Instant.now().minusSeconds(120)));
        assertThat(ask(assertion(over), "system/Observation.rs").statusCode()).isEqualTo(401);
    }

    @Test
    void anAssertionOfAnotherKeyOrForAnotherServerIsRefused() throws JOSEException {
        ECKey stranger = new ECKeyGenerator(Curve.P_384).keyID("service-1").generate();
        assertThat(ask(caller.assertion(stranger, Map.of()), "system/Observation.rs")
                        .statusCode())
                .isEqualTo(401);
        assertThat(ask(assertion(Map.of("aud", "https://elsewhere.example/token")), "system/Observation.rs")
                        .statusCode())
                .isEqualTo(401);
        assertThat(ask(assertion(Map.of("sub", "somebody-else")), "system/Observation.rs")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void scopesReachNoFurtherThanTheRegistration() {
        assertThat(ask(assertion(Map.of()), "system/Observation.rs?category=laboratory")
                        .statusCode())
                .isEqualTo(200);
        for (String scope : new String[] {"system/*.rs", "system/Patient.cud", "user/Observation.rs", "openid", ""}) {
            HttpResponse<String> answer = ask(assertion(Map.of()), scope);
            assertThat(answer.statusCode()).as(scope).isEqualTo(400);
            assertThat(text(answer, "error")).isEqualTo("invalid_scope");
        }
    }

    @Test
    void thePurposeIsOneOfThoseRegistered() throws ParseException {
        Map<String, String> request = new HashMap<>(tokenRequest(assertion(Map.of()), "system/Observation.rs"));
        request.put("purpose_of_use", "http://terminology.hl7.org/CodeSystem/v3-ActReason|TREAT");
        HttpResponse<String> answer = caller.post("/oauth2/token", request);
        assertThat(SignedJWT.parse(text(answer, "access_token"))
                        .getJWTClaimsSet()
                        .getStringClaim("purpose_of_use"))
                .isEqualTo("TREAT");
        request.put("client_assertion", assertion(Map.of()));
        request.put("purpose_of_use", "ETREAT");
        assertThat(text(caller.post("/oauth2/token", request), "error")).isEqualTo("invalid_request");
    }

    @Test
    void aServiceGetsNoTokenWithoutAnAssertion() {
        HttpResponse<String> answer = caller.post(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        RunningNode.SERVICE,
                        "scope",
                        "system/Patient.rs"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).get("access_token")).isNull();
    }
}
