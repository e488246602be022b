package health.salus.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import health.salus.portal.PortalConfig;
import health.salus.portal.Signing.Assertion;
import health.salus.portal.world.Chromium;
import health.salus.portal.world.Ledger;
import health.salus.portal.world.People;
import health.salus.portal.world.Permits;
import health.salus.portal.world.RunningPortal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What only works with a passkey, in a real browser: registering it, signing in, signing permissions.
@Tag("browser")
class PasskeyBrowserTest {

    private static Chromium chromium;

    private final RunningPortal portal = RunningPortal.fresh();
    private Page page;
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void openBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
    }

    @BeforeEach
    void openPage() {
        page = chromium.page(1280, 900);
        // A blocked script, style or request shows up here: the content security policy must fit the pages.
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
    }

    private void signIn(String username) {
        page.navigate(portal.url("/portal/sign-in"));
        page.fill("#username", username);
        page.fill("#password", People.PASSWORD);
        page.click("main button[type=submit]");
        page.waitForURL("**/portal/*");
    }

    private void addPasskey(String label) {
        page.navigate(portal.url("/portal/account"));
        page.fill("#label", label);
        page.click("form[data-passkey=register] button");
    }

    private String main() {
        return page.innerText("main");
    }

    @Test
    void aPatientSignsAPermissionAndWithdrawsIt() {
        signIn("maria");
        addPasskey("My phone");
        page.waitForSelector(".notice.good");
        assertThat(main())
                .contains("The passkey was added and can sign for you.")
                .contains("My phone");

        page.navigate(portal.url("/portal/sharing/new"));
        page.fill("#search", "harb");
        page.waitForSelector("#organisations label:has-text('Harbour Clinic')");
        page.click("label:has-text('Harbour Clinic')");
        page.check("input[value=some]");
        page.check("input[value=MEDICINES]");
        page.click("button:has-text('Check and sign')");
        page.waitForURL("**/portal/sign/*");
        assertThat(main()).contains("Allow this?").contains("Harbour Clinic").contains("Medicines");
        page.click("button:has-text('Sign with')");
        page.waitForSelector(".notice.good");
        assertThat(main()).contains("The permission is in force");

        page.navigate(portal.url("/portal/sharing"));
        assertThat(page.innerText("section:has(#in-force)"))
                .contains("Harbour Clinic")
                .contains("Signed by you");
        page.click("a[aria-label], a:has-text('Withdraw: Harbour Clinic')");
        page.click("button:has-text('Withdraw and sign')");
        page.waitForURL("**/portal/sign/*");
        page.click("button:has-text('Sign with')");
        page.waitForSelector(".notice.good");
        assertThat(main()).contains("The permission is withdrawn");
        page.navigate(portal.url("/portal/sharing"));
        assertThat(page.innerText("section:has(#in-force)")).doesNotContain("Harbour Clinic");
        assertThat(complaints).isEmpty();
    }

    @Test
    void aDraftOfAnotherProgramIsSignedHere() {
        signIn("maria");
        addPasskey("My phone");
        page.waitForSelector(".notice.good");
        portal.bean(Permits.class).draft();
        page.navigate(portal.url("/portal/sharing"));
        page.click("a:has-text('Check and sign: Harbour Clinic')");
        page.waitForURL("**/portal/sign/*");
        assertThat(main()).contains("Put this draft in force?").contains("Harbour Clinic");
        page.click("button:has-text('Sign with')");
        page.waitForSelector(".notice.good");
        page.navigate(portal.url("/portal/sharing"));
        assertThat(page.innerText("section:has(#in-force)")).contains("Harbour Clinic");
        assertThat(complaints).isEmpty();
    }

    @Test
    void staffSignForWhatWasSignedOnPaper() {
        signIn("tom");
        page.navigate(portal.url("/portal/paper/s-maria"));
        assertThat(main()).contains("You have no passkey that can sign yet.");
        addPasskey("Desk key");
        page.waitForSelector(".notice.good");
        page.navigate(portal.url("/portal/paper"));
        page.fill("#search", "LH-204417");
        page.click("button:has-text('Find')");
        page.click("a:has-text('Lindqvist, Maria')");
        page.click("label:has-text('Harbour Clinic')");
        page.click("button:has-text('Check and sign')");
        assertThat(main()).contains("Enter the form number");
        page.fill("#reference", "F-2026-0192");
        page.fill("#signedOn", "2026-01-05");
        page.click("button:has-text('Check and sign')");
        page.waitForURL("**/portal/sign/*");
        assertThat(main())
                .contains("Vouch for this paper?")
                .contains("Lindqvist, Maria")
                .contains("F-2026-0192");
        page.click("button:has-text('Sign with')");
        page.waitForSelector(".notice.good");
        assertThat(main()).contains("The permission is registered").contains("Harbour Clinic");
        // The browser notes the answer to the form that was not complete, and nothing else.
        assertThat(complaints).singleElement().asString().contains("422");
    }

    @Test
    void aPasskeySignsInUnderANewSession() {
        signIn("maria");
        addPasskey("My phone");
        page.waitForSelector(".notice.good");
        page.context().clearCookies();

        page.navigate(portal.url("/portal/sign-in"));
        String before = session();
        page.click("button:has-text('Sign in with a passkey')");
        page.waitForURL("**/portal/record");
        assertThat(session()).isNotEqualTo(before);
        assertThat(page.innerText(".person-name")).contains("Maria Lindqvist");
        assertThat(complaints).isEmpty();
    }

    private String session() {
        return page.context().cookies().stream()
                .filter(cookie -> cookie.name.equals("salus"))
                .map(cookie -> cookie.value)
                .findFirst()
                .orElse("");
    }

    @Test
    void aSecondPasskeyIsVouchedForByTheFirst() {
        signIn("maria");
        addPasskey("My phone");
        page.waitForSelector(".notice.good");
        // Another device, of which the ledger does not know.
        Page other = chromium.page(390, 844);
        List<Cookie> cookies = page.context().cookies();
        other.context().addCookies(cookies);
        other.navigate(portal.url("/portal/account"));
        other.fill("#label", "Tablet");
        other.click("form[data-passkey=register] button");
        other.waitForURL("**/portal/sign/*");
        String review = other.url();
        assertThat(other.innerText("main"))
                .contains("Let this passkey sign for you?")
                .contains("Sign with “My phone”");
        // The tablet cannot sign as the phone: nothing happens to the ledger.
        other.click("button:has-text('Sign with')");
        other.waitForSelector("[data-passkey-problem]:not([hidden])");
        page.navigate(review);
        page.click("button:has-text('Sign with')");
        page.waitForSelector(".notice.good");
        page.navigate(portal.url("/portal/account"));
        assertThat(page.locator(".tag.good").count()).isEqualTo(2);
    }

    @Test
    void aPasskeyIsRevokedBeforeItIsRemoved() {
        signIn("maria");
        addPasskey("Old phone");
        page.waitForSelector(".notice.good");
        page.click("a:has-text('Remove: Old phone')");
        assertThat(main()).contains("This is your only passkey");
        page.click("button:has-text('Remove')");
        page.waitForURL("**/portal/sign/*");
        page.click("button:has-text('Sign with')");
        page.waitForSelector(".notice.good");
        page.navigate(portal.url("/portal/account"));
        page.click("a:has-text('Remove: Old phone')");
        page.click("button:has-text('Remove')");
        page.waitForSelector(".notice.good");
        assertThat(main()).contains("The passkey was removed.").doesNotContain("Old phone");
    }

    @Test
    void whatWasSignedIsBoundToTheTransactionAndToThisPortal() {
        signIn("maria");
        addPasskey("My phone");
        page.waitForSelector(".notice.good");
        page.navigate(portal.url("/portal/sharing/permit-1/withdraw"));
        page.click("button:has-text('Withdraw and sign')");
        page.waitForURL("**/portal/sign/*");
        page.click("button:has-text('Sign with')");
        page.waitForSelector(".notice.good");
        Assertion last = portal.bean(Ledger.class).accepted().getLast();
        assertThat(last.clientDataJson().toUtf8())
                .contains("\"type\":\"webauthn.get\"")
                .contains("\"origin\":\"" + portal.bean(PortalConfig.class).origin() + "\"");
        // Signing the same draft again is not possible: it is gone.
        page.goBack();
        page.reload();
        assertThat(page.innerText("main")).contains("EXPIRED");
    }

    @Test
    void aDismissedQuestionLeavesEverythingAsItWas() {
        signIn("maria");
        addPasskey("My phone");
        page.waitForSelector(".notice.good");
        page.navigate(portal.url("/portal/sharing/permit-1/withdraw"));
        page.click("button:has-text('Withdraw and sign')");
        page.waitForURL("**/portal/sign/*");
        // As if the person had dismissed the device's question.
        page.evaluate(
                "() => { navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }");
        page.click("button:has-text('Sign with')");
        page.waitForSelector("[data-passkey-problem]:not([hidden])");
        assertThat(main()).contains("Nothing was sent");
        assertThat(page.isEnabled("button:has-text('Sign with')")).isTrue();
        assertThat(Set.copyOf(complaints)).isEmpty();
    }
}
