package health.salus.node.security;

import static health.salus.node.security.HttpCaller.json;
import static health.salus.node.security.HttpCaller.location;
import static health.salus.node.security.HttpCaller.parameter;
import static health.salus.node.security.HttpCaller.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// People who let applications act for them (authorization code with PKCE).
class CodeFlowTest {

    private final RunningNode node = RunningNode.shared();

    private CodeFlow as(String username) {
        return new CodeFlow(new HttpCaller(node).signedIn(username));
    }

    private static JWTClaimsSet claims(HttpResponse<String> answer, String token) throws ParseException {
        return SignedJWT.parse(text(answer, token)).getJWTClaimsSet();
    }

    private static void assertError(HttpResponse<String> answer, String error) {
        assertThat(location(answer)).startsWith(RunningNode.APP_REDIRECT + "?");
        assertThat(parameter(location(answer), "error")).isEqualTo(error);
        assertThat(parameter(location(answer), "state")).isEqualTo("xyz");
    }

    @Test
    void aPatientsTokenIsConfinedToTheOwnRecord() throws ParseException {
        HttpResponse<String> tokens = as("maria")
                .with("scope", "openid fhirUser launch/patient patient/*.rs")
                .tokens();
        assertThat(tokens.statusCode()).isEqualTo(200);
        assertThat(text(tokens, "patient")).isEqualTo("s-maria");
        assertThat(json(tokens).get("need_patient_banner").asBoolean()).isTrue();
        assertThat(json(tokens).get("refresh_token")).isNull();
        JWTClaimsSet access = claims(tokens, "access_token");
        assertThat(access.getSubject()).isEqualTo("p-1");
        assertThat(access.getStringClaim("patient")).isEqualTo("s-maria");
        assertThat(access.getStringClaim("role")).isEqualTo("PATIENT");
        assertThat(access.getStringClaim("purpose_of_use")).isEqualTo("PATRQT");
        assertThat(access.toString()).doesNotContain("\"maria\"").doesNotContain("Lindqvist");
        assertThat(claims(tokens, "id_token").getStringClaim("fhirUser")).isEqualTo(node.url("/fhir/Patient/s-maria"));
    }

    @Test
    void aCliniciansTokenStatesThePurposeAndThePatientThatWasChosen() throws ParseException {
        HttpCaller browser = new HttpCaller(node).signedIn("ines");
        CodeFlow flow = new CodeFlow(browser).with("purpose_of_use", "TREAT");
        HttpResponse<String> page = flow.consentPage();
        assertThat(page.body()).contains("Which patient is it for?");
        HttpResponse<String> found = browser.get("/portal/authorise?search=Lind&state=" + CodeFlow.state(page));
        assertThat(found.body()).contains("Lindqvist, Maria").contains("Lindner, Marek");
        HttpResponse<String> chosen = browser.submit(
                found, "/portal/authorise/patient", Map.of("state", CodeFlow.state(page), "subject", "s-marek"));
        HttpResponse<String> again = browser.get(location(chosen));
        assertThat(again.body()).contains("For Lindner, Marek");
        HttpResponse<String> tokens = flow.exchange(parameter(flow.allow(again), "code"), CodeFlow.VERIFIER);
        assertThat(text(tokens, "patient")).isEqualTo("s-marek");
        JWTClaimsSet access = claims(tokens, "access_token");
        assertThat(access.getStringClaim("role")).isEqualTo("CLINICIAN");
        assertThat(access.getStringClaim("purpose_of_use")).isEqualTo("TREAT");
        assertThat(new HttpCaller(node)
                        .withToken("/fhir/Patient/s-maria", text(tokens, "access_token"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void withoutAChosenPatientThereIsNoToken() {
        HttpResponse<String> tokens = as("ines").tokens();
        assertThat(tokens.statusCode()).isEqualTo(400);
        assertThat(text(tokens, "error")).isEqualTo("invalid_grant");
    }

    @Test
    void pkceIsRequiredAndOnlyWithSha256() {
        assertError(
                as("maria")
                        .without("code_challenge")
                        .without("code_challenge_method")
                        .ask(),
                "invalid_request");
        assertError(as("maria").with("code_challenge_method", "plain").ask(), "invalid_request");
        CodeFlow flow = as("maria");
        HttpResponse<String> wrong = flow.exchange(flow.code(), "another-verifier-of-more-than-forty-three-characters");
        assertThat(text(wrong, "error")).isEqualTo("invalid_grant");
    }

    @Test
    void anUnknownRedirectAddressIsNeverFollowed() {
        for (String redirect : List.of(
                "https://evil.example/callback",
                "https://diary.example/callback/more",
                "https://diary.example.evil.example/callback",
                "http://localhost/callback",
                "http://127.0.0.1:8080/other",
                "https://diary.example/callback#fragment")) {
            HttpResponse<String> answer =
                    as("maria").with("redirect_uri", redirect).ask();
            assertThat(answer.statusCode()).as(redirect).isEqualTo(400);
            assertThat(location(answer)).isEmpty();
        }
        assertThat(as("maria").with("client_id", "unknown").ask().statusCode()).isEqualTo(400);
    }

    @Test
    void aProgramOnTheSameMachineMayUseAnyPort() {
        HttpResponse<String> answer = as("maria")
                .with("redirect_uri", "http://127.0.0.1:49152/callback")
                .ask();
        assertThat(location(answer)).contains("/portal/authorise");
    }

    @Test
    void nobodyCanGiveMoreThanTheyHave() {
        assertError(as("maria").with("scope", "user/*.rs").ask(), "invalid_scope");
        assertError(as("tom").with("scope", "patient/*.rs").ask(), "invalid_scope");
        assertError(as("maria").with("scope", "patient/*.cruds").ask(), "invalid_scope");
        assertError(as("maria").with("scope", "system/*.rs").ask(), "invalid_scope");
        assertError(as("ada").with("scope", "salus/administration").ask(), "invalid_scope");
        assertError(as("maria").with("purpose_of_use", "TREAT").ask(), "invalid_request");
        assertError(
                as("ines")
                        .with("scope", "user/*.rs")
                        .with("purpose_of_use", "PATRQT")
                        .ask(),
                "invalid_request");
        assertError(as("maria").with("aud", "https://elsewhere.example/fhir").ask(), "invalid_request");
        assertThat(location(as("maria").with("aud", node.url("/fhir")).ask())).contains("/portal/authorise");
    }

    @Test
    void whoIsNotSignedInSignsInFirstAndComesBack() {
        HttpCaller browser = new HttpCaller(node);
        CodeFlow flow = new CodeFlow(browser);
        assertThat(location(flow.ask())).endsWith("/portal/sign-in");
        HttpResponse<String> page = browser.get("/portal/sign-in");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("form-action 'self' https://diary.example");
        HttpResponse<String> signedIn = browser.submit(
                page, "/portal/sign-in", Map.of("username", "maria", "password", SecurityTestApplication.PASSWORD));
        assertThat(location(signedIn)).contains("/oauth2/authorize?");
    }

    @Test
    void theConsentPageNamesTheApplicationAndCanBeDeclined() {
        HttpCaller browser = new HttpCaller(node).signedIn("maria");
        HttpResponse<String> page = new CodeFlow(browser).consentPage();
        assertThat(page.body())
                .contains("Glucose diary")
                .contains("diary.example")
                .contains("in one record: all kinds");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("form-action 'self' https://diary.example");
        HttpResponse<String> declined = browser.submit(
                page, "/oauth2/authorize", Map.of("client_id", RunningNode.APP, "state", CodeFlow.state(page)));
        assertError(declined, "access_denied");
    }

    @Test
    void aRequestIsAnsweredByThePersonWhoWasAsked() {
        HttpResponse<String> page = as("maria").consentPage();
        HttpCaller other = new HttpCaller(node).signedIn("ines");
        assertThat(other.get("/portal/authorise?state=" + CodeFlow.state(page)).statusCode())
                .isEqualTo(409);
    }

    @Test
    void aCodeCountsOnceAndItsReuseEndsTheToken() {
        CodeFlow flow = as("maria");
        String code = flow.code();
        assertThat(flow.exchange(code, CodeFlow.VERIFIER).statusCode()).isEqualTo(200);
        HttpResponse<String> again = flow.exchange(code, CodeFlow.VERIFIER);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(text(again, "error")).isEqualTo("invalid_grant");
    }

    @Test
    void aRefreshTokenIsExchangedAndItsReuseEndsTheConnection() {
        CodeFlow flow = as("maria").with("scope", "openid offline_access patient/*.rs");
        String first = text(flow.tokens(), "refresh_token");
        HttpResponse<String> refreshed = flow.refresh(first);
        assertThat(refreshed.statusCode()).isEqualTo(200);
        String second = text(refreshed, "refresh_token");
        assertThat(second).isNotEqualTo(first);
        assertThat(text(refreshed, "patient")).isEqualTo("s-maria");
        // Somebody else has the first one.
        assertThat(text(flow.refresh(first), "error")).isEqualTo("invalid_grant");
        assertThat(text(flow.refresh(second), "error")).isEqualTo("invalid_grant");
    }

    @Test
    void aClosedAccountGetsNoFurtherToken() {
        CodeFlow flow = as("tom").with("scope", "openid offline_access user/*.rs");
        String refresh = text(flow.tokens(), "refresh_token");
        AccountAdministration accounts = node.bean(AccountAdministration.class);
        accounts.close("tom", true);
        try {
            assertThat(text(flow.refresh(refresh), "error")).isEqualTo("invalid_grant");
        } finally {
            accounts.close("tom", false);
        }
    }

    @Test
    void aPersonSeesAndEndsConnections() {
        HttpCaller browser = new HttpCaller(node).signedIn("maria");
        CodeFlow flow = new CodeFlow(browser).with("scope", "openid offline_access patient/*.rs");
        String refresh = text(flow.tokens(), "refresh_token");
        HttpResponse<String> page = browser.get("/portal/account/applications");
        assertThat(page.body()).contains("Glucose diary");
        String end = page.body().replaceAll("(?s).*?action=\"(/portal/account/applications/[^\"]+/end)\".*", "$1");
        browser.submit(page, end, Map.of());
        assertThat(text(flow.refresh(refresh), "error")).isEqualTo("invalid_grant");
    }

    @Test
    void aTokenCanBeRevokedByWhoeverHasIt() {
        CodeFlow flow = as("maria").with("scope", "openid offline_access patient/*.rs");
        String refresh = text(flow.tokens(), "refresh_token");
        HttpCaller anybody = new HttpCaller(node);
        assertThat(anybody.post("/oauth2/revoke", Map.of("token", refresh)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void theDatabaseHoldsNoTokenThatCouldBeUsed() {
        CodeFlow flow = as("maria").with("scope", "openid offline_access patient/*.rs");
        HttpResponse<String> tokens = flow.tokens();
        String everything = node.bean(AccountsDatabase.class)
                .client()
                .sql("select * from oauth2_authorization")
                .query()
                .listOfRows()
                .toString();
        assertThat(everything).contains("maria");
        assertThat(everything)
                .doesNotContain(text(tokens, "refresh_token"))
                .doesNotContain(text(tokens, "access_token"))
                .doesNotContain(text(tokens, "id_token"))
                .doesNotContain("127.0.0.1");
    }
}
