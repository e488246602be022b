package health.salus.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import health.salus.client.Answer;
import health.salus.client.SalusClient;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.portal.Account;
import health.salus.portal.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The first issue's story in a browser, over a whole node: refused, permitted with a passkey, read, seen, proven,
/// withdrawn.
@Tag("browser")
@TestInstance(Lifecycle.PER_CLASS)
class PortalStoryBrowserTest {

    private static final String PASSWORD = "correct horse battery staple";
    private static final Path PICTURES = Path.of("target", "portal-story");

    private static final Octets BUNDLE = Octets.utf8("""
            {"resourceType":"Bundle","type":"transaction","entry":[
              {"fullUrl":"urn:uuid:6a8e1f7a-0000-4000-8000-000000000001",
               "resource":{"resourceType":"Patient","identifier":[{"system":"urn:oid:2.16.840.1.1","value":"NH-204417"}],
                 "name":[{"family":"Lindqvist","given":["Maria"]}],"birthDate":"1961-04-09"},
               "request":{"method":"POST","url":"Patient"}},
              {"fullUrl":"urn:uuid:6a8e1f7a-0000-4000-8000-000000000002",
               "resource":{"resourceType":"Observation","status":"final","code":{"text":"Body weight"},
                 "subject":{"reference":"urn:uuid:6a8e1f7a-0000-4000-8000-000000000001"},
                 "effectiveDateTime":"2025-11-03T09:30:00Z","valueQuantity":{"value":71.50,"unit":"kg"}},
               "request":{"method":"POST","url":"Observation"}},
              {"fullUrl":"urn:uuid:6a8e1f7a-0000-4000-8000-000000000003",
               "resource":{"resourceType":"AllergyIntolerance","code":{"text":"Penicillin"},
                 "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
                   "code":"active"}]},
                 "patient":{"reference":"urn:uuid:6a8e1f7a-0000-4000-8000-000000000001"},"recordedDate":"2019-05-20"},
               "request":{"method":"POST","url":"AllergyIntolerance"}}]}""");

    private final List<String> complaints = new ArrayList<>();
    private OpenNode node;
    private Chromium chromium;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        Files.createDirectories(PICTURES);
        node = OpenNode.start(directory);
        chromium = new Chromium();
        SubjectId subject = write();
        PrincipalId maria = account("maria", "Maria Lindqvist", OpenNode.NORTH, Role.PATIENT, Optional.of(subject));
        node.decide(new IdentityCommand.BindPatient(subject, maria));
        account("brandt", "Dr Eva Brandt", OpenNode.SOUTH, Role.CLINICIAN, Optional.empty());
    }

    @AfterAll
    void close() {
        chromium.close();
        node.close();
    }

    private SubjectId write() throws IOException {
        PrincipalId doctor = node.register("dr.adams", PrincipalKind.PRACTITIONER, OpenNode.NORTH);
        try (SalusClient north = node.client(doctor)) {
            Answer written = north.fhir().bundle(BUNDLE, "story");
            String location = new ObjectMapper()
                    .readTree(written.body().toArray())
                    .path("entry")
                    .path(0)
                    .path("response")
                    .path("location")
                    .asText();
            String[] parts = location.split("/");
            return ResourceIds.subjectOf(parts[List.of(parts).indexOf("_history") - 1]);
        }
    }

    private PrincipalId account(
            String username, String name, OrganisationId organisation, Role role, Optional<SubjectId> subject) {
        PrincipalId principal = new PrincipalId(username);
        node.server().principals().ensure(principal, organisation, role);
        node.server().accounts().create(new Account(username, name, principal, organisation, role, subject));
        node.server().accounts().setPassword(username, PASSWORD);
        return principal;
    }

    @Test
    void aPatientPermitsSeesAndWithdraws() throws IOException {
        Page phone = device("maria", 390, 844);
        Page desk = device("brandt", 1280, 900);

        visit(phone, "/portal/record");
        assertThat(main(phone)).contains("Penicillin").contains("Body weight").contains("North Hospital");
        picture(phone, "1-record");

        // The second hospital knows the patient's number, and nothing else.
        ask(desk);
        assertThat(main(desk)).contains("The patient sees that you asked and that it was refused.");
        picture(desk, "2-refused");

        addPasskey(phone);
        permit(phone);
        picture(phone, "4-permitted");

        ask(desk);
        desk.waitForURL("**/record");
        assertThat(desk.innerText("body")).contains("Lindqvist, Maria").contains("Penicillin");
        picture(desk, "5-read");

        node.server().node().settleDisclosures();
        visit(phone, "/portal/access");
        assertThat(main(phone))
                .contains("Dr Eva Brandt")
                .contains("South Hospital")
                .contains("Refused")
                .contains("Conditions and allergies");
        picture(phone, "6-trail");
        checkReceipt(phone);
        picture(phone, "7-receipt");

        withdraw(phone);
        visit(desk, desk.url().substring(desk.url().indexOf("/portal/")));
        assertThat(desk.innerText("body")).doesNotContain("Penicillin");
        picture(desk, "8-withdrawn");
        assertThat(complaints).isEmpty();
    }

    private Page device(String username, int width, int height) {
        Page page = chromium.device(width, height);
        // A blocked script, style or request shows up here: the content security policy must fit the pages.
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("403")) {
                complaints.add(message.text());
            }
        });
        visit(page, "/portal/sign-in");
        page.fill("#username", username);
        page.fill("#password", PASSWORD);
        page.click("main button[type=submit]");
        page.waitForURL("**/portal/*");
        return page;
    }

    private void ask(Page desk) {
        visit(desk, "/portal/patients?search=NH-204417");
        desk.click("ul.rows a");
        desk.waitForURL("**/open");
        desk.click("button:has-text('Open')");
        desk.waitForLoadState();
    }

    private void addPasskey(Page phone) {
        visit(phone, "/portal/account");
        phone.fill("#label", "My phone");
        phone.click("form[data-passkey=register] button");
        phone.waitForSelector(".notice.good");
        assertThat(main(phone)).contains("The passkey was added and can sign for you.");
        picture(phone, "3-passkey");
    }

    private void permit(Page phone) {
        visit(phone, "/portal/sharing/new");
        phone.click("#organisations label:has-text('South Hospital')");
        phone.click("button:has-text('Check and sign')");
        phone.waitForURL("**/portal/sign/*");
        assertThat(main(phone)).contains("Allow this?").contains("South Hospital");
        phone.click("button:has-text('Sign with')");
        phone.waitForSelector(".notice.good");
        assertThat(main(phone)).contains("The permission is in force");
        visit(phone, "/portal/sharing");
        assertThat(phone.innerText("section:has(#in-force)"))
                .contains("South Hospital")
                .contains("Signed by you");
    }

    private void checkReceipt(Page phone) throws IOException {
        Path receipt = phone.waitForDownload(
                        () -> phone.locator("#trail a[download]").first().click())
                .path();
        visit(phone, "/portal/receipts/check");
        phone.fill("#text", Files.readString(receipt));
        phone.click("main form button");
        phone.waitForSelector(".result");
        assertThat(main(phone)).contains("A record was opened").contains("North Hospital");
    }

    private void withdraw(Page phone) {
        visit(phone, "/portal/sharing");
        phone.click("a:has-text('Withdraw: South Hospital')");
        phone.click("button:has-text('Withdraw and sign')");
        phone.waitForURL("**/portal/sign/*");
        phone.click("button:has-text('Sign with')");
        phone.waitForSelector(".notice.good");
        assertThat(main(phone)).contains("The permission is withdrawn");
    }

    private void visit(Page page, String path) {
        page.navigate(node.address() + path);
    }

    private static String main(Page page) {
        return page.innerText("main");
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }
}
