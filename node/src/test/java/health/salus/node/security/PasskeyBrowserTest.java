package health.salus.node.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import health.salus.crypto.RelyingParty;
import health.salus.crypto.VerificationKey;
import health.salus.crypto.WebAuthnAssertion;
import health.salus.crypto.WebAuthnAssertion.Refusal;
import health.salus.kernel.Octets;
import health.salus.portal.Passkey;
import health.salus.portal.signin.Passkeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A passkey of a real browser, kept in the real database, signing what the ledger's own code verifies.
@Tag("browser")
class PasskeyBrowserTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String DOMAIN = "salus/transaction/v1";

    private static final String SIGN = """
            async ([challenge, id]) => {
              const bytes = (t) => Uint8Array.from(atob(t.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
              const text = (b) => btoa(String.fromCharCode(...new Uint8Array(b)))
                .replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');
              const { response } = await navigator.credentials.get({ publicKey: {
                challenge: bytes(challenge), rpId: 'localhost', userVerification: 'required',
                allowCredentials: [{ type: 'public-key', id: bytes(id) }] } });
              return [text(response.authenticatorData), text(response.clientDataJSON), text(response.signature)];
            }
            """;

    private final RunningNode node = RunningNode.shared();

    @Test
    void signsInAndSignsWhatTheLedgerVerifies() {
        assertThat(Files.isExecutable(CHROMIUM))
                .as("Chromium at %s: install it; without -Pbrowser these tests do not run", CHROMIUM)
                .isTrue();
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(CHROMIUM)
                                .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run")))) {
            Page page = page(browser);
            register(page);
            page.context().clearCookies();
            page.navigate(node.url("/portal/sign-in"));
            page.click("button:has-text('Sign in with a passkey')");
            page.waitForURL("**/portal/patients");
            verify(page);
        }
    }

    private static Page page(Browser browser) {
        BrowserContext context = browser.newContext();
        Page page = context.newPage();
        page.setDefaultTimeout(30_000);
        CDPSession devtools = context.newCDPSession(page);
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        JsonObject parameters = new JsonObject();
        parameters.add("options", options);
        devtools.send("WebAuthn.enable");
        devtools.send("WebAuthn.addVirtualAuthenticator", parameters);
        return page;
    }

    private void register(Page page) {
        page.navigate(node.url("/portal/sign-in"));
        page.fill("#username", "ines");
        page.fill("#password", SecurityTestApplication.PASSWORD);
        page.click("main button[type=submit]");
        page.waitForURL("**/portal/patients");
        page.navigate(node.url("/portal/account"));
        page.fill("#label", "Security key");
        page.click("form[data-passkey=register] button");
        page.waitForSelector(".notice.good");
    }

    private void verify(Page page) {
        Passkey passkey = node.bean(Passkeys.class).of("ines").getFirst();
        Octets payload = Octets.utf8("a transaction");
        Octets challenge = WebAuthnAssertion.challenge(DOMAIN, payload);
        List<?> answer = (List<?>) page.evaluate(SIGN, List.of(challenge.base64Url(), passkey.id()));
        WebAuthnAssertion assertion = new WebAuthnAssertion(part(answer, 0), part(answer, 1), part(answer, 2));
        VerificationKey key = VerificationKey.ofCoseKey(passkey.coseKey());
        RelyingParty portal = new RelyingParty("localhost", List.of(node.url("")));
        assertThat(assertion.verify(key, portal, challenge, true)).isEmpty();
        Octets other = WebAuthnAssertion.challenge(DOMAIN, Octets.utf8("another transaction"));
        assertThat(assertion.verify(key, portal, other, true)).contains(Refusal.WRONG_CHALLENGE);
    }

    private static Octets part(List<?> answer, int index) {
        return Octets.ofBase64Url(String.valueOf(answer.get(index)));
    }
}
