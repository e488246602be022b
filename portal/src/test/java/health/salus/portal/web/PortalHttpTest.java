package health.salus.portal.web;

import static health.salus.portal.world.PageClient.csrf;
import static health.salus.portal.world.PageClient.location;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.portal.world.PageClient;
import health.salus.portal.world.People;
import health.salus.portal.world.RunningPortal;
import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the portal answers to HTTP, without a script or a browser.
class PortalHttpTest {

    private final RunningPortal portal = RunningPortal.fresh();
    private final PageClient client = new PageClient(portal);

    @Test
    void everyPageForbidsInlineScriptFramingAndForeignSources() {
        for (String path : List.of("/portal/sign-in", "/portal/receipts/check", "/portal/nowhere")) {
            HttpResponse<String> page = client.get(path);
            String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
            assertThat(policy)
                    .contains("default-src 'none'")
                    .contains("script-src 'self';")
                    .contains("frame-ancestors 'none'")
                    .contains("form-action 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        }
    }

    @Test
    void pagesAreNotCachedAndAssetsAreForGood() {
        String page = client.get("/portal/sign-in").body();
        assertThat(client.get("/portal/sign-in")
                        .headers()
                        .firstValue("Cache-Control")
                        .orElse(""))
                .contains("no-store");
        String asset = page.replaceAll("(?s).*href=\"(/portal/assets/portal-[0-9a-f]+\\.css)\".*", "$1");
        HttpResponse<String> sheet = client.get(asset);
        assertThat(sheet.statusCode()).isEqualTo(200);
        assertThat(sheet.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        String script = page.replaceAll("(?s).*src=\"(/portal/lib/[^\"]+)\".*", "$1");
        assertThat(client.get(script).body()).contains("htmx");
    }

    @Test
    void theSessionCookieIsKeptFromScriptsAndOtherSites() {
        HttpResponse<String> answer = client.get("/portal/sign-in");
        String cookie = answer.headers().firstValue("Set-Cookie").orElse("");
        assertThat(cookie)
                .startsWith("salus=")
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Path=/");
    }

    @Test
    void signingInChangesTheSessionId() {
        client.get("/portal/sign-in");
        String before = sessionId();
        client.signedIn("maria");
        assertThat(sessionId()).isNotEqualTo(before);
    }

    private String sessionId() {
        return client.cookies().stream()
                .filter(cookie -> cookie.getName().equals("salus"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    @Test
    void wrongNameAndWrongPasswordAnswerAlike() {
        HttpResponse<String> wrongPassword = client.signIn("tom", "not the password");
        HttpResponse<String> wrongName = new PageClient(portal).signIn("nobody-at-all", "not the password");
        assertThat(location(wrongPassword)).isEqualTo(location(wrongName)).endsWith("/portal/sign-in?failed");
        assertThat(wrongPassword.statusCode()).isEqualTo(wrongName.statusCode());
    }

    @Test
    void tooManyFailuresHaveToWaitWhetherTheNameExistsOrNot() {
        for (String name : List.of("ada", "unknown-person")) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.signIn(name, "wrong").statusCode()).isEqualTo(302);
            }
            HttpResponse<String> limited = client.signIn(name, People.PASSWORD);
            assertThat(limited.statusCode()).isEqualTo(429);
            assertThat(limited.headers().firstValue("Retry-After")).isPresent();
            assertThat(limited.body()).contains("TOO_MANY_REQUESTS");
        }
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        client.signedIn("maria");
        HttpResponse<String> answer = client.post("/portal/sharing/new", Map.of("organisation", "harbour"), "");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(new PageClient(portal)
                        .post("/portal/sign-in", Map.of("username", "maria", "password", People.PASSWORD), "")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void nobodySeesThePagesOfAnotherRole() {
        client.signedIn("maria");
        assertThat(client.get("/portal/record").statusCode()).isEqualTo(200);
        assertThat(client.get("/portal/patients").statusCode()).isEqualTo(403);
        assertThat(client.get("/portal/paper").statusCode()).isEqualTo(403);
        assertThat(client.get("/portal/operations").statusCode()).isEqualTo(403);
        PageClient clinician = new PageClient(portal).signedIn("ines");
        assertThat(clinician.get("/portal/record").statusCode()).isEqualTo(403);
        assertThat(clinician.get("/portal/sharing").statusCode()).isEqualTo(403);
        assertThat(clinician.get("/portal/paper").statusCode()).isEqualTo(403);
    }

    @Test
    void anAdministratorSeesWhatNeedsAttention() {
        PageClient administrator = new PageClient(portal).signedIn("ada");
        String page = administrator.get("/portal/operations").body();
        assertThat(page)
                .contains("The node is active")
                .contains("Not heard from since this node started")
                .contains("Signed two histories")
                .contains("2 of 4 votes for it, 0 against")
                .contains("Little room is left")
                .contains("clock is -3,600 s ahead")
                .contains("120,431 entries, 120,427 of them final");
    }

    @Test
    void whatNoRuleNamesIsDenied() {
        client.signedIn("ada");
        assertThat(client.get("/anything/else").statusCode()).isEqualTo(403);
        assertThat(location(new PageClient(portal).get("/anything/else"))).endsWith("/portal/sign-in");
    }

    @Test
    void aClosedAccountIsSignedOutAtOnce() {
        client.signedIn("maria");
        People people = portal.bean(People.class);
        people.close("maria", true);
        try {
            assertThat(client.get("/portal/record").statusCode()).isEqualTo(401);
        } finally {
            people.close("maria", false);
        }
    }

    @Test
    void aScriptWithoutSessionIsToldToSignIn() {
        HttpResponse<String> answer = client.get("/portal/access", "HX-Request", "true");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("HX-Redirect")).contains("/portal/sign-in");
    }

    @Test
    void aReceiptIsCheckedWithoutAnAccount() {
        String page = client.get("/portal/receipts/check").body();
        HttpResponse<String> answer =
                client.post("/portal/receipts/check", Map.of("text", "salus receipt v1\ngenuine"), csrf(page));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("The receipt is genuine");
    }

    @Test
    void aReceiptIsHandedOutAsAFile() {
        client.signedIn("maria");
        HttpResponse<String> answer = client.get("/portal/receipts/entry-1");
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("attachment")
                .contains("salus-entry-1.txt");
        assertThat(client.get("/portal/receipts/..%2Fsecret").statusCode()).isEqualTo(400);
    }

    @Test
    void aDocumentThatIsNotThereIsExplained() {
        client.signedIn("maria");
        HttpResponse<String> answer = client.get("/portal/record/Observation/nothing");
        assertThat(answer.body()).contains("This entry does not exist, or you may not see it.");
    }

    @Test
    void anIncompletePermissionIsNotPrepared() {
        client.signedIn("maria");
        HttpResponse<String> answer = client.submit("/portal/sharing", "/portal/sharing/new", Map.of("extent", "some"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("Choose an organisation")
                .contains("Choose what it is for")
                .contains("Tick at least one kind");
    }

    @Test
    void anEmergencyNeedsAReason() {
        client.signedIn("ines");
        HttpResponse<String> answer = client.submit(
                "/portal/patients", "/portal/patients/s-maria/open", Map.of("purpose", "ETREAT", "reason", "no"));
        assertThat(answer.statusCode()).isEqualTo(422);
        HttpResponse<String> opened = client.submit(
                "/portal/patients",
                "/portal/patients/s-maria/open",
                Map.of("purpose", "ETREAT", "reason", "Unconscious in the ambulance"));
        assertThat(location(opened)).endsWith("/portal/patients/s-maria/record");
    }

    @Test
    void aRecordThatWasNotOpenedAsksForThePurpose() {
        client.signedIn("ines");
        assertThat(location(client.get("/portal/patients/s-marek/record/Observation/result-hba1c")))
                .endsWith("/portal/patients/s-marek/open");
    }

    @Test
    void aWeakPasswordAndAWrongCodeAreExplained() {
        HttpResponse<String> weak = activate(People.ACTIVATION_CODE, "short", "short");
        assertThat(weak.body()).contains("The password needs at least 15 characters.");
        assertThat(activate("wrong", "long enough for anything", "long enough for anything")
                        .body())
                .contains("This code is not valid");
        assertThat(activate(People.ACTIVATION_CODE, "one long password", "another long password")
                        .body())
                .contains("The two passwords differ");
        assertThat(location(activate(People.ACTIVATION_CODE, "one long password", "one long password")))
                .endsWith("/portal/sign-in?activated");
    }

    private HttpResponse<String> activate(String code, String password, String repeated) {
        return client.submit(
                "/portal/activate",
                "/portal/activate",
                Map.of("code", code, "password", password, "repeated", repeated));
    }

    @Test
    void passkeysAreNotRemovedBehindTheLedgersBack() {
        client.signedIn("maria");
        String page = client.get("/portal/account").body();
        assertThat(client.post("/webauthn/register/abc?_method=DELETE", Map.of(), csrf(page))
                        .statusCode())
                .isIn(403, 404, 405);
    }
}
