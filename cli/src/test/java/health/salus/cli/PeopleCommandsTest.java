package health.salus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.cli.testing.Typist;
import health.salus.client.testing.ScriptedLedger;
import health.salus.client.testing.ScriptedNode;
import health.salus.client.testing.ScriptedNode.Reply;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.proof.transaction.CommandOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Organisations, principals, patients, accounts and tokens, as they are typed.
class PeopleCommandsTest {

    private static final String SUBJECT = "00112233445566778899aabbccddeeff";

    private final ScriptedNode node = new ScriptedNode();
    private final ScriptedLedger ledger = new ScriptedLedger().at(node);

    @TempDir
    Path home;

    private Typist typist = new Typist(Path.of("."));

    @BeforeEach
    void script() {
        typist = new Typist(home).asService(node, ledger);
        node.on(
                "GET",
                "/api/me",
                Reply.json("{\"principal\":\"service.alpha\",\"kind\":\"service\",\"organisation\":" + "\"alpha\"}"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void somebodyIsEnrolledWithANewKeyOfTheirOwn() throws IOException {
        Path key = home.resolve("adams.pem");

        Typist.Ended ended = typist.type(
                "principal", "enrol", "dr.adams", "--kind", "practitioner", "--new-key", key.toString(), "--yes");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("  register practitioner dr.adams of organisation alpha, with the key ")
                .contains("accepted and final")
                .contains("salus login --as dr.adams");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        Typist.Ended again =
                typist.type("principal", "enrol", "dr.brandt", "--kind", "staff", "--new-key", key.toString(), "--yes");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("never overwritten").contains("--key-file " + key);
    }

    @Test
    void aPublicKeyIsEnoughToEnrol() {
        String shown = typist.type("key", "show", home.resolve("member.pem").toString(), "--json")
                .json()
                .get("publicKey")
                .asText();

        assertThat(typist.type("principal", "key", "add", "lab", "--public-key", shown, "--yes")
                        .code())
                .isZero();
        Typist.Ended broken = typist.type("principal", "key", "add", "lab", "--public-key", "AAAA", "--yes");
        assertThat(broken.code()).isEqualTo(2);
        assertThat(broken.err()).contains("salus key show");
        Typist.Ended none = typist.type("principal", "key", "add", "lab", "--yes");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("--new-key");
    }

    @Test
    void aRefusalOfTheContractIsTheCommands() {
        ledger.decide(_ -> new CommandOutcome.Refused(ErrorCode.ALREADY_EXISTS, "the principal is registered"));

        Typist.Ended ended = typist.type("principal", "enrol", "kina", "--kind", "patient", "--yes", "--json");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.json().get("error").get("code").asText()).isEqualTo("ALREADY_EXISTS");
    }

    @Test
    void aPatientIsEnrolledRegisteredAndBoundInOneTransaction() throws IOException {
        Path form = Files.writeString(home.resolve("form.pdf"), "form");

        Typist.Ended ended = typist.type(
                "patient",
                "enrol",
                "--evidence",
                form.toString(),
                "--principal",
                "kina",
                "--new-key",
                home.resolve("kina.pem").toString(),
                "--yes");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("all of these or none:")
                .containsPattern("enrol patient [0-9a-f]{32}, on evidence with SHA-256 ")
                .contains("register patient kina of organisation alpha, with the key ")
                .containsPattern("principal kina is the patient [0-9a-f]{32}")
                .containsPattern("the patient's pseudonym: [0-9a-f]{32}");
        Typist.Ended missing = typist.type("patient", "enrol", "--evidence", "nowhere.pdf", "--yes");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("nowhere.pdf is not there");
        assertThat(typist.type("patient", "bind", SUBJECT, "--yes").err()).contains("--principal");
    }

    @Test
    void careIsOpenedAndClosed() {
        assertThat(typist.type("patient", "care", "open", SUBJECT, "--organisation", "south", "--yes")
                        .out())
                .contains("organisation south cares for patient " + SUBJECT);
        assertThat(typist.type("patient", "care", "close", SUBJECT, "--yes").out())
                .contains("organisation alpha no longer cares for patient " + SUBJECT);
    }

    @Test
    void principalsAreListedPageByPage() {
        node.on(
                "GET",
                "/api/principals",
                Reply.json("{\"items\":[{\"principal\":\"a\",\"kind\":\"staff\",\"organisation\":\"alpha\"}],"
                        + "\"next\":\"1\"}"),
                Reply.json("{\"items\":[{\"principal\":\"b\",\"kind\":\"device\",\"organisation\":\"alpha\",\"keys\":"
                        + "[{\"key\":\"k1\",\"algorithm\":\"ed25519\",\"state\":\"in-force\","
                        + "\"registered\":\"2026-01-01T00:00:00Z\"}]}]}"));

        assertThat(typist.type("principal", "list").out())
                .isEqualTo("a  staff   alpha  no key\nb  device  alpha  1 key\n");
        assertThat(node.asked("GET", "/api/principals").getLast().query()).contains("after=1");
    }

    @Test
    void anAccountIsOpenedWithATokenForThatAlone() throws IOException {
        node.on("POST", "/api/accounts", Reply.json("{\"code\":\"one-time\",\"until\":\"2026-03-08T12:00:00Z\"}"));
        Path code = home.resolve("code.txt");

        Typist.Ended ended = typist.type(
                "account",
                "create",
                "adams",
                "--role",
                "clinician",
                "--name",
                "Dr Adams",
                "--code-file",
                code.toString());

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("one-time code  in " + code).doesNotContain("one-time\n");
        assertThat(code).content().isEqualTo("one-time\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(code)))
                .isEqualTo("rw-------");
        assertThat(node.asked("POST", "/oauth2/token").getFirst().text()).contains("scope=salus%2Fadministration");
        assertThat(node.asked("POST", "/api/accounts").getFirst().text())
                .isEqualTo("{\"username\":\"adams\",\"displayName\":\"Dr Adams\",\"principal\":\"adams\","
                        + "\"organisation\":\"alpha\",\"role\":\"CLINICIAN\"}");
        assertThat(typist.type("account", "create", "kina", "--role", "patient", "--name", "K")
                        .err())
                .contains("--subject");
    }

    @Test
    void whoMayNotManageAccountsIsToldWhoMay() {
        node.forget("POST", "/oauth2/token")
                .on("POST", "/oauth2/token", new Reply(400, Map.of(), Octets.utf8("{\"error\":\"invalid_scope\"}")));

        Typist.Ended ended = typist.type("account", "list");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("keys/member.pem");
    }

    @Test
    void anApplicationIsForPeopleOrAService() {
        node.on("POST", "/api/applications", Reply.json(""));

        assertThat(typist.type("application", "register", "app", "--name", "App", "--scope", "user/*.rs")
                        .err())
                .contains("--redirect");
        Typist.Ended registered = typist.type(
                "application",
                "register",
                "app",
                "--name",
                "App",
                "--scope",
                "user/*.rs,openid",
                "--redirect",
                "https://app.example/back");
        assertThat(registered.code()).as(registered.err()).isZero();
        assertThat(node.asked("POST", "/api/applications").getFirst().text())
                .contains("\"scopes\":[\"user/*.rs\",\"openid\"]")
                .contains("\"redirectUris\":[\"https://app.example/back\"]");
    }

    @Test
    void aTokenIsPrintedAloneOrWrittenForItsOwner() throws IOException {
        Path file = home.resolve("token.txt");

        assertThat(typist.type("token").out()).isEqualTo("t1\n");
        Typist.Ended written = typist.type("token", "--scope", "system/*.rs", "--out", file.toString(), "--json");

        assertThat(written.json().has("token")).isFalse();
        assertThat(written.json().get("expires").asText()).isEqualTo("2026-03-01T12:05:00Z");
        assertThat(file).content().isEqualTo("t1\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Typist.Ended nobody = typist.without("SALUS_KEY").type("token");
        assertThat(nobody.code()).isEqualTo(2);
        assertThat(nobody.err()).contains("salus login");
    }
}
