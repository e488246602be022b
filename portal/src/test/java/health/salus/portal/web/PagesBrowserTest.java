package health.salus.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import health.salus.portal.world.Chromium;
import health.salus.portal.world.People;
import health.salus.portal.world.RunningPortal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Each page as people meet it: at the width of a phone and of a desk, by keyboard, by screen reader, without scripts.
@Tag("browser")
class PagesBrowserTest {

    private static final Map<String, List<String>> PAGES = Map.of(
            "maria",
            List.of(
                    "/portal/record",
                    "/portal/record/Observation/result-hba1c",
                    "/portal/record/DiagnosticReport/report-eye",
                    "/portal/record/Observation/result-hba1c/source",
                    "/portal/sharing",
                    "/portal/sharing/new",
                    "/portal/sharing/permit-1/withdraw",
                    "/portal/access",
                    "/portal/receipts/check",
                    "/portal/account",
                    "/portal/account/applications",
                    "/portal/nowhere",
                    "/portal/patients"),
            "ines",
            List.of("/portal/patients", "/portal/patients?search=lind", "/portal/patients/s-maria/open"),
            "ada",
            List.of("/portal/operations"),
            "tom",
            List.of("/portal/paper", "/portal/paper?search=lind", "/portal/paper/s-maria"));

    private static Chromium chromium;

    private final RunningPortal portal = RunningPortal.fresh();

    @BeforeAll
    static void openBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
    }

    private void signIn(Page page, String username) {
        page.navigate(portal.url("/portal/sign-in"));
        page.fill("#username", username);
        page.fill("#password", People.PASSWORD);
        page.click("main button[type=submit]");
        page.waitForURL("**/portal/*");
    }

    @Test
    void everyPageIsAccessibleAndFitsAPhone() {
        List<String> problems = new ArrayList<>();
        Page page = chromium.page(390, 844);
        for (String path : List.of("/portal/sign-in", "/portal/sign-in?failed", "/portal/activate")) {
            page.navigate(portal.url(path));
            problems.addAll(AccessibilityRules.problems(page, path));
        }
        PAGES.forEach((username, paths) -> {
            Page own = chromium.page(390, 844);
            signIn(own, username);
            for (String path : paths) {
                own.navigate(portal.url(path));
                own.waitForLoadState(LoadState.DOMCONTENTLOADED);
                problems.addAll(AccessibilityRules.problems(own, username + " " + path));
                keepPictures(own, username + path.replaceAll("[^a-z0-9]+", "-"));
            }
        });
        assertThat(problems).isEmpty();
    }

    /// For whoever changes a page, and should look at it: as on a phone, and as on a desk.
    private static void keepPictures(Page page, String name) {
        for (int width : List.of(1280, 390)) {
            page.setViewportSize(width, 844);
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of("target", "screenshots", name + "-" + width + ".png")));
        }
    }

    @Test
    void theKeyboardReachesTheContentFirst() {
        Page page = chromium.page(1280, 900);
        signIn(page, "maria");
        page.keyboard().press("Tab");
        assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Skip to the content");
        assertThat(page.evaluate("document.activeElement.getBoundingClientRect().top >= 0"))
                .isEqualTo(true);
        page.keyboard().press("Enter");
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("main");
        page.keyboard().press("Tab");
        assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
    }

    @Test
    void theFilterOfTheTimelineReplacesOnlyTheTimeline() {
        Page page = chromium.page(1280, 900);
        signIn(page, "maria");
        page.selectOption("#kind", "MEDICINES");
        page.waitForURL("**/portal/record?kind=MEDICINES");
        page.waitForSelector("#timeline:not(:has-text('HbA1c'))");
        assertThat(page.innerText("#timeline")).contains("Metformin").doesNotContain("HbA1c");
        assertThat(page.locator("h1").count()).isEqualTo(1);
        assertThat(page.locator("#allergies").count()).isEqualTo(1);
    }

    @Test
    void theTrailIsFilteredWhileTyping() {
        Page page = chromium.page(1280, 900);
        signIn(page, "maria");
        page.navigate(portal.url("/portal/access"));
        page.fill("#text", "keller");
        page.waitForSelector("#trail:not(:has-text('Okafor'))");
        assertThat(page.locator("tbody tr").count()).isEqualTo(1);
        assertThat(page.innerText("tbody")).contains("Refused").contains("The patient has not permitted this.");
    }

    @Test
    void withoutScriptsEverythingButPasskeysWorks() {
        Page page = chromium.page(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        signIn(page, "maria");
        page.selectOption("#kind", "MEDICINES");
        page.click("button:has-text('Show')");
        assertThat(page.innerText("#timeline")).contains("Metformin").doesNotContain("HbA1c");
        page.click("a:has-text('Metformin')");
        page.click("a:has-text('Show the source')");
        assertThat(page.innerText("pre")).contains("\"resourceType\" : \"MedicationRequest\"");
        page.navigate(portal.url("/portal/sharing/new"));
        page.fill("#search", "harbour");
        page.click("button:has-text('Find')");
        assertThat(page.innerText("#organisations")).contains("Harbour Clinic").doesNotContain("Linden");
        page.navigate(portal.url("/portal/access"));
        page.fill("#text", "keller");
        page.click("button:has-text('Show')");
        assertThat(page.locator("tbody tr").count()).isEqualTo(1);
        page.click("button:has-text('Sign out')");
        assertThat(page.innerText("main")).contains("You are signed out.").doesNotContain("Sign in with a passkey");
    }

    @Test
    void aClinicianReadsWithinThePermissionAndIsRefusedBeyondIt() {
        Page page = chromium.page(1280, 900);
        signIn(page, "ines");
        page.fill("#search", "lindq");
        page.click("button:has-text('Find')");
        page.click("a:has-text('Lindqvist, Maria')");
        page.check("input[value=HRESCH]");
        page.click("button:has-text('Open the record')");
        assertThat(page.innerText("main"))
                .contains("The record stays closed")
                .contains("CONSENT_DENIED")
                .contains("Download the receipt");
        page.click("a:has-text('Choose another purpose')");
        page.click("button:has-text('Open the record')");
        page.waitForURL("**/portal/patients/s-maria/record");
        assertThat(page.innerText(".patient")).contains("Lindqvist, Maria").contains("Treatment");
        page.click("#timeline a:has-text('HbA1c')");
        assertThat(page.innerText("main")).contains("7.50 %").contains("Lindqvist, Maria");
        page.click("button:has-text('Close the record')");
        page.waitForURL("**/portal/patients");
        page.navigate(portal.url("/portal/patients/s-maria/record"));
        assertThat(page.url()).endsWith("/portal/patients/s-maria/open");
    }
}
