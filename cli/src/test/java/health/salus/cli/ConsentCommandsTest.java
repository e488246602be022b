package health.salus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.cli.testing.Typist;
import health.salus.client.TrustFile;
import health.salus.client.testing.ScriptedLedger;
import health.salus.client.testing.ScriptedNode;
import health.salus.client.testing.ScriptedNode.Reply;
import health.salus.kernel.ErrorCode;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.SignedTransaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsentCommandsTest {

    private static final String CONSENTS = """
            {"items":[{"consent":"c1","subject":"s1","latest":2,
              "inForce":{"version":1,"root":{"effect":"permit","period":{},"recipients":{"organisations":["nash"]},
                "purposes":["TREAT"],"content":{},"node":{}},"evidence":"signed","givenBy":"kina",
                "organisation":"nash","given":"2026-01-01T00:00:00Z","transaction":"%1$s"},
              "draft":{"version":2,"root":{"effect":"deny","period":{"end":"2026-04-01T00:00:00Z"},"recipients":{},
                "content":{"labels":["HIV"]},"node":{},"provisions":[]},"evidence":"signed","givenBy":"kina",
                "organisation":"nash","given":"2026-01-02T00:00:00Z","transaction":"%1$s"}},
             {"consent":"c2","subject":"s1","latest":1,"withdrawn":"2026-02-01T00:00:00Z"}]}""".formatted("0".repeat(64));

    private final ScriptedNode node = new ScriptedNode();
    private final ScriptedLedger ledger = new ScriptedLedger().at(node);

    @TempDir
    Path home;

    private Typist typist = new Typist(Path.of("."));

    @BeforeEach
    void script() throws IOException {
        typist = new Typist(home);
        String key = home.resolve("kina.pem").toString();
        typist.type("key", "generate", key);
        typist.with("SALUS_URL", node.address().toString());
        typist.with("SALUS_TOKEN", "t1");
        typist.with("SALUS_KEY", key);
        typist.with("SALUS_AS", "kina");
        typist.with(
                "SALUS_TRUST",
                Files.writeString(home.resolve("trust.txt"), TrustFile.format(ledger.anchor()))
                        .toString());
        node.on(
                "GET",
                "/api/me",
                Reply.json(
                        "{\"principal\":\"kina\",\"kind\":\"patient\",\"organisation\":\"nash\",\"subject\":\"s1\"}"));
        node.on("GET", "/api/subjects/s1/consents", Reply.json(CONSENTS));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void whatIsSignedIsShownFirst() {
        typist.answering("y");

        Typist.Ended ended = typist.type(
                "consent",
                "give",
                "--id",
                "c1",
                "--to",
                "kennedy",
                "--purpose",
                "TREAT",
                "--days",
                "30",
                "--except-label",
                "HIV");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .startsWith("You are about to sign:\n  network demo\n  signed by kina with key ")
                .contains("""
                        consent c1 version 3 of subject s1
                          permit reading everything by kennedy, for TREAT, until 2026-03-31T12:00:00Z
                          except:
                            deny reading everything labelled HIV by anyone, for any purpose
                        """.indent(2))
                .contains("accepted and final: transaction ")
                .contains("proven by the signatures of alpha, beta, delta, gamma\n");
    }

    @Test
    void nothingIsSentWithoutAYes() {
        typist.answering("n");
        Typist.Ended declined = typist.type("consent", "give", "--to", "kennedy");
        Typist.Ended alone = typist.type("consent", "give", "--to", "kennedy");

        assertThat(declined.code()).isEqualTo(1);
        assertThat(declined.err()).contains("not signed");
        assertThat(alone.code()).isEqualTo(2);
        assertThat(alone.err()).contains("--yes");
        assertThat(node.asked("POST", "/api/transactions")).isEmpty();
    }

    @Test
    void theAnswerInJsonNamesConsentAndTransaction() {
        Path receipt = home.resolve("give.receipt");

        Typist.Ended ended =
                typist.type("consent", "give", "--to", "kennedy", "--yes", "--json", "--receipt", receipt.toString());

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.json().get("version").asInt()).isEqualTo(1);
        assertThat(ended.json().get("consent").asText()).hasSize(16);
        assertThat(ended.json().get("transaction").get("index").asInt()).isZero();
        assertThat(ended.json().get("transaction").get("signers")).hasSize(4);
        assertThat(typist.type("verify", receipt.toString()).code()).isZero();
    }

    @Test
    void aRefusalIsARefusal() {
        ledger.decide(_ -> new CommandOutcome.Refused(ErrorCode.NOT_AUTHORISED, "the patient decides"));

        Typist.Ended ended = typist.type("consent", "give", "--to", "kennedy", "--yes", "--json");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.json().get("error").get("code").asText()).isEqualTo("NOT_AUTHORISED");
        assertThat(ended.json().get("error").get("detail").asText())
                .isEqualTo("the patient decides (the refusal is in the log)");
    }

    @Test
    void aReceiptThatDoesNotHoldIsNoSuccess() {
        ledger.cosignedBy(2);

        assertThat(typist.type("consent", "give", "--to", "kennedy", "--yes").code())
                .isEqualTo(4);
    }

    @Test
    void termsMayComeFromAFile() throws IOException {
        Path terms = Files.writeString(
                home.resolve("terms.json"),
                "{\"effect\":\"deny\",\"period\":{},\"recipients\":{},\"purposes\":[\"HRESCH\"],\"content\":{},"
                        + "\"node\":{},\"provisions\":[]}");

        assertThat(typist.type("consent", "give", "--terms", terms.toString(), "--yes")
                        .out())
                .contains("    deny reading everything by anyone, for HRESCH\n");
    }

    @Test
    void listShowsWhatIsInForceDraftedAndWithdrawn() {
        assertThat(typist.type("consent", "list").out()).isEqualTo("""
                        c1 in force, version 1, given 2026-01-01T00:00:00Z by kina
                          permit reading everything by nash, for TREAT
                        c1 draft of version 2, without effect until it is signed: salus consent sign c1
                          deny reading everything labelled HIV by anyone, for any purpose, until 2026-04-01T00:00:00Z
                        c2 withdrawn 2026-02-01T00:00:00Z
                        """);
        assertThat(typist.type("consent", "list", "--json").json().get("items")).hasSize(2);
    }

    @Test
    void aDraftIsSignedWithItsWholeTerms() {
        Typist.Ended ended = typist.type("consent", "sign", "c1", "--yes");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("  consent c1 version 3 of subject s1\n    deny reading everything labelled HIV");
        assertThat(typist.type("consent", "sign", "c2", "--yes").err()).contains("consent c2 has no draft");
    }

    @Test
    void withdrawingIsSignedToo() {
        Typist.Ended ended = typist.type("consent", "withdraw", "c1", "--yes", "--json");

        assertThat(ended.code()).isZero();
        assertThat(ended.json().get("consent").asText()).isEqualTo("c1");
        SignedTransaction sent = SignedTransaction.parse(
                node.asked("POST", "/api/transactions").getFirst().body());
        assertThat(sent.transaction().commands().getFirst().name()).isEqualTo("WithdrawConsent");
    }

    @Test
    void staffAttestPaper() throws IOException {
        Path scan = Files.writeString(home.resolve("scan.pdf"), "paper");

        Typist.Ended ended =
                typist.type("consent", "give", "--subject", "s7", "--to", "nash", "--paper", scan.toString(), "--yes");

        assertThat(ended.out()).contains("of subject s7, signed on a paper whose scan has SHA-256 ");
    }

    @Test
    void withoutAKeyItSaysWhichIsMissing() {
        typist.without("SALUS_KEY");

        Typist.Ended ended = typist.type("consent", "give", "--to", "kennedy", "--yes");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("signed with your own key").contains("--key");
    }

    @Test
    void termsThatCannotHoldAreNotEvenShown() throws IOException {
        Path terms = Files.writeString(
                home.resolve("terms.json"),
                "{\"effect\":\"deny\",\"period\":{},\"recipients\":{},\"content\":{},\"node\":{},\"provisions\":["
                        + "{\"effect\":\"permit\",\"period\":{},\"recipients\":{},\"purposes\":[\"FOO\"],"
                        + "\"content\":{},\"node\":{},\"provisions\":[]}]}");

        refused("FOO is no purpose", "HRESCH, ", "--purpose", "TREAT", "--purpose", "FOO");
        refused("FOO is no purpose", "HRESCH, ", "--terms", terms.toString());
        refused("--days -3", "from 1 to", "--days", "-3");
        refused("--days 0", "from 1 to", "--days", "0");
        refused("--days 9223372036854775807", "from 1 to", "--days", "9223372036854775807");
        assertThat(node.asked("POST", "/api/transactions")).isEmpty();
    }

    private void refused(String what, String advice, String... terms) {
        List<String> arguments = new ArrayList<>(List.of("consent", "give", "--to", "kennedy", "--yes"));
        arguments.addAll(List.of(terms));
        Typist.Ended ended = typist.type(arguments.toArray(String[]::new));
        assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(2);
        assertThat(ended.err()).contains(what, advice);
        assertThat(ended.out()).isEmpty();
    }
}
