package health.salus.conformance.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import health.salus.client.page.VerifierPage;
import health.salus.conformance.page.PageCases.Case;
import health.salus.proof.CosignatureRequirement;
import health.salus.proof.receipt.ChangingLedger;
import health.salus.proof.receipt.ReceiptVerifier;
import health.salus.proof.receipt.SmallLedger;
import health.salus.proof.receipt.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The page in a real browser, from a file and without a network: it comes to the same verdicts as [ReceiptVerifier],
/// with the same reasons.
@Tag("browser")
class VerifierPageBrowserTest {

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    /// Puts files in, and waits until the page says what they are worth.
    private static final String CHOOSE = """
            async ([files, since]) => {
              const result = document.getElementById("result");
              const last = Number(result.dataset.turn ?? 0) + 3;
              const shown = new Promise((resolve) => {
                const observer = new MutationObserver(() => {
                  if (Number(result.dataset.turn) === last) {
                    observer.disconnect();
                    resolve();
                  }
                });
                observer.observe(result, { attributes: true });
              });
              document.getElementById("clear").click();
              const notBefore = document.getElementById("not-before");
              notBefore.value = since;
              notBefore.dispatchEvent(new Event("change"));
              const chosen = new DataTransfer();
              for (const [name, content] of Object.entries(files)) {
                chosen.items.add(new File([content], name));
              }
              const input = document.getElementById("files");
              input.files = chosen.files;
              input.dispatchEvent(new Event("change"));
              await shown;
              return [...document.querySelectorAll("#result .verdict")].map((each) => each.firstChild.textContent);
            }
            """;

    private static Playwright playwright;
    private static Page page;

    @BeforeAll
    static void open(@TempDir Path directory) throws IOException {
        Path file = Files.write(
                directory.resolve("verify.html"), VerifierPage.assemble().html().toArray());
        String chromium = PLACES.stream()
                .filter(place -> Files.isExecutable(Path.of(place)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("-Pbrowser needs Chromium (apt-get install -y chromium)"));
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(chromium))
                        .setArgs(List.of(
                                "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")));
        BrowserContext context = browser.newContext();
        context.setOffline(true);
        page = context.newPage();
        page.navigate(file.toUri().toString());
    }

    @AfterAll
    static void close() {
        playwright.close();
    }

    static List<Case> cases() {
        return PageCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void comesToTheSameVerdict(Case each) {
        assertThat(verdict(each)).isEqualTo(expected(each));
    }

    /// Whatever is changed in a file, both see it alike.
    @Test
    void comesToTheSameVerdictOnDamagedFiles() {
        Random random = new Random(20_261_201);
        List<Case> some = cases();
        List<String> differ = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            Case each = some.get(random.nextInt(some.size()));
            Case damaged = new Case(
                    each.name() + ", damage " + i, damaged(each.receipt(), random), each.bundle(), each.trust());
            if (!damaged.receipt().startsWith("salus receipt ")) {
                continue;
            }
            String expected = expected(damaged);
            String found = verdict(damaged);
            if (!found.equals(expected)) {
                differ.add(damaged.name() + ": " + found + ", not " + expected);
            }
        }
        assertThat(differ).isEmpty();
    }

    @Test
    void comparesADocument() {
        DocumentCase one = DocumentCase.make();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("trust", SmallLedger.anchor().format());
        files.put("receipt", one.receipt());
        files.put("document", one.document());
        assertThat(choose(files, "")).containsExactly("Verified", "The document was not compared");
        files.put("opening", one.opening());
        assertThat(choose(files, "")).containsExactly("Verified", "The document is the one");
        files.put("document", one.document() + " ");
        assertThat(choose(files, "")).containsExactly("Verified", "Not verified: DOCUMENT_DIFFERS");
        files.put("opening", one.opening().replace("\"count\":2", "\"count\":3"));
        files.put("document", one.document());
        assertThat(choose(files, "")).containsExactly("Verified", "Not verified: DOCUMENT_DIFFERS");
        files.put("receipt", new SmallLedger().receipt(4).format());
        assertThat(choose(files, "")).containsExactly("Verified", "Not verified: NOT_A_WRITE");
    }

    @Test
    void saysThatATrustFileCannotBeRead() {
        Map<String, String> files = Map.of("trust", "salus trust v1\n", "receipt", "salus receipt v1\n");
        assertThat(choose(files, "")).containsExactly("The trust file cannot be read: the trust file ends early");
    }

    @Test
    void countsWhatThisBrowserCanCheck() {
        try (Page old = page.context().newPage()) {
            old.addInitScript("""
                    const generate = SubtleCrypto.prototype.generateKey;
                    SubtleCrypto.prototype.generateKey = function (algorithm, ...more) {
                      return algorithm.name === "ML-DSA-44" ? Promise.reject(new Error()) : generate.call(this, algorithm, ...more);
                    };
                    """);
            old.navigate(page.url());
            ChangingLedger ledger = new ChangingLedger();
            Map<String, String> files = new LinkedHashMap<>();
            files.put("trust", ChangingLedger.anchor().format());
            files.put("receipt", ledger.receipt(ChangingLedger.SIZE).format());
            files.put(
                    "bundle",
                    ledger.bundle(ChangingLedger.SIZE, ChangingLedger.SIZE).format());
            assertThat(choose(old, files, "")).containsExactly("Verified", "ML-DSA-44 signatures were not checked");
            files.put(
                    "trust",
                    ChangingLedger.anchor()
                            .requiring(CosignatureRequirement.BOTH)
                            .format());
            assertThat(choose(old, files, "")).containsExactly("Not verified: BROWSER_LACKS_ML_DSA_44");
        }
    }

    /// Nothing leaves the page: its policy refuses what a script of it would ask for.
    @Test
    void cannotReachANetwork() {
        Object reached = page.evaluate("""
                () => Promise.race([
                  new Promise((resolve) => document.addEventListener("securitypolicyviolation", (e) => resolve(e.effectiveDirective))),
                  fetch("http://127.0.0.1:9/").then(() => "reached", () => new Promise(() => {})),
                ])
                """);
        assertThat(reached).isEqualTo("connect-src");
    }

    /// What people look at: kept for whoever changes the page.
    @Test
    void fitsAPhoneAndADesk() {
        DocumentCase one = DocumentCase.make();
        for (int width : List.of(390, 1280)) {
            page.setViewportSize(width, 900);
            choose(
                    Map.of(
                            "trust", SmallLedger.anchor().format(),
                            "visit.receipt", one.receipt(),
                            "visit.opening", one.opening(),
                            "visit.json", one.document()),
                    "");
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of("target", "screenshots", "verify-" + width + ".png")));
        }
    }

    private static String damaged(String text, Random random) {
        if (text.isEmpty()) {
            return text;
        }
        int at = random.nextInt(text.length());
        List<BiFunction<String, Integer, String>> ways = List.of(
                (whole, place) -> whole.substring(0, place) + whole.substring(place + 1),
                (whole, place) ->
                        whole.substring(0, place) + (char) (' ' + random.nextInt(95)) + whole.substring(place + 1),
                (whole, place) -> whole.substring(0, place) + "A" + whole.substring(place),
                (whole, place) -> whole.substring(0, place),
                (whole, place) -> whole.substring(0, place) + whole.substring(whole.indexOf('\n', place) + 1));
        return ways.get(random.nextInt(ways.size())).apply(text, at);
    }

    private static String expected(Case each) {
        Verdict verdict = each.bundle()
                .map(bundle -> ReceiptVerifier.verify(each.receipt(), bundle, each.trust()))
                .orElseGet(() -> ReceiptVerifier.verify(each.receipt(), each.trust()));
        return switch (verdict) {
            case Verdict.Rejected rejected -> "Not verified: " + rejected.reason();
            case Verdict.Verified _ -> "Verified";
        };
    }

    private static String verdict(Case each) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("trust", each.trust().format());
        files.put("receipt", each.receipt());
        each.bundle().ifPresent(bundle -> files.put("bundle", bundle));
        String since = each.trust()
                .notBefore()
                .map(time -> time.toString().replace("Z", ""))
                .orElse("");
        return String.join("; ", choose(files, since));
    }

    private static List<String> choose(Map<String, String> files, String since) {
        return choose(page, files, since);
    }

    private static List<String> choose(Page in, Map<String, String> files, String since) {
        if (in.evaluate(CHOOSE, List.of(files, since)) instanceof List<?> shown) {
            return shown.stream().map(String::valueOf).toList();
        }
        throw new AssertionError("the page shows nothing");
    }
}
