package health.salus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.cli.testing.Typist;
import health.salus.client.command.ConsentCommand.Evidence;
import health.salus.client.command.ConsentCommand.WithdrawConsent;
import health.salus.client.command.TransactionAuthor;
import health.salus.client.testing.ScriptedLedger;
import health.salus.client.testing.ScriptedNode;
import health.salus.client.testing.ScriptedNode.Reply;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.proof.transaction.SignedTransaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptCommandsTest {

    private final ScriptedNode node = new ScriptedNode();
    private final ScriptedLedger ledger = new ScriptedLedger();
    private final SignedTransaction transaction = transaction();
    private final String receipt = ledger.append(transaction);

    @TempDir
    Path home;

    private Typist typist = new Typist(Path.of("."));

    @BeforeEach
    void script() {
        typist = new Typist(home).withToken(node, ledger);
        node.on(
                "GET",
                "/api/transactions/" + transaction.id().hex() + "/receipt",
                Reply.bytes("text/plain", Octets.utf8(receipt)));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void verifyNeedsNoNode() throws IOException {
        typist.with("SALUS_URL", "http://127.0.0.1:1");
        Typist.Ended ended = verify(receipt);

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .startsWith("verified: this was decided on 2026-03-01T12:00:01Z\n"
                        + "  accepted: withdraw consent c1 of subject s1\nsigned by kina with key ")
                .contains(
                        "\nfinal by the signatures of alpha, beta, delta, gamma, as entry 0 of the log of network demo\n")
                .contains("\nchecked against the 4 members that you trust for this network, digest ")
                .doesNotContain(transaction.id().hex());
        assertThat(verify(receipt, "--details").out())
                .startsWith(ended.out())
                .contains("\ntransaction " + transaction.id().hex() + "\n  network demo\n");
        assertThat(ended.out()).contains("\ncomplete are their signatures with Ed25519\n");
        assertThat(node.asked()).isEmpty();
    }

    @Test
    void verifyInJsonListsWhatIsProven() throws IOException {
        Typist.Ended ended = verify(receipt, "--json");

        assertThat(ended.json().get("verified").asBoolean()).isTrue();
        assertThat(ended.json().get("proven").get("transaction").asText())
                .isEqualTo(transaction.id().hex());
        assertThat(ended.json().get("proven").get("attestation").asText()).isEqualTo("principal-signed");
        assertThat(ended.json().get("proven").get("signers")).hasSize(4);
        assertThat(ended.json().get("proven").get("commands").get(0).get("name").asText())
                .isEqualTo("WithdrawConsent");
    }

    @Test
    void aChangedReceiptEndsWithFour() throws IOException {
        String changed = receipt.replaceFirst("accepted", "refused NOT_AUTHORISED");

        Typist.Ended words = verify(changed);
        Typist.Ended json = verify(changed, "--json");

        assertThat(words.code()).isEqualTo(4);
        assertThat(words.out()).startsWith("not verified: SUMMARY_CHANGED: ");
        assertThat(json.code()).isEqualTo(4);
        assertThat(json.json().get("verified").asBoolean()).isFalse();
        assertThat(json.json().get("problem").get("reason").asText()).isEqualTo("SUMMARY_CHANGED");
        assertThat(json.json().get("problem").get("next").asText()).isNotEmpty();
    }

    @Test
    void anyByteThatIsChangedIsNoticed() throws IOException {
        // With three of four, every cosignature counts: what is said under an unknown name is passed over.
        ScriptedLedger three = new ScriptedLedger();
        three.cosignedBy(3);
        String genuine = three.append(transaction);
        assertThat(verify(genuine).code()).isZero();
        for (int i = 0; i < genuine.length(); i += 41) {
            char changed = genuine.charAt(i) == 'A' ? 'B' : 'A';

            assertThat(verify(genuine.substring(0, i) + changed + genuine.substring(i + 1))
                            .code())
                    .as("byte " + i)
                    .isEqualTo(4);
        }
    }

    @Test
    void withoutTrustThereIsNothingToVerifyAgainst() throws IOException {
        Path file = Files.writeString(home.resolve("a.receipt"), receipt);

        Typist.Ended ended = typist.type("verify", file.toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("no members are trusted yet").contains("--trust");
    }

    @Test
    void aDocumentIsCheckedAgainstItsWrite() throws IOException {
        Path document = Files.writeString(home.resolve("d.json"), "{}");

        Typist.Ended ended = verify(
                receipt,
                "--document",
                document.toString(),
                "--opening",
                opening().toString());

        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.out()).startsWith("not verified: DOCUMENT_DIFFERS");
    }

    @Test
    void aReceiptIsFetchedVerifiedAndWritten() {
        Path out = home.resolve("t.receipt");

        Typist.Ended ended = typist.type(
                "receipt", "get", transaction.id().hex(), "--trust", trust(), "--out", out.toString(), "--json");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(out).content().isEqualTo(receipt);
        assertThat(ended.json().get("proven").get("index").asInt()).isZero();
    }

    @Test
    void theReceiptOfARecordComesWithWhatOpensItsCommitment() throws IOException {
        String versions = "/api/records/Observation/o1/versions";
        node.on(
                "GET",
                versions,
                Reply.json("{\"items\":[{\"version\":2,\"recorded\":\"2026-01-01T00:00:00Z\",\"transaction\":\""
                        + transaction.id().hex() + "\",\"state\":\"final\"}]}"));
        node.on("GET", versions + "/2/opening", Reply.json(Files.readString(opening())));
        Path out = home.resolve("o.receipt");

        Typist.Ended ended =
                typist.type("receipt", "get", "Observation/o1", "--trust", trust(), "--out", out.toString());

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("written to " + out + " and " + out + ".opening");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("o.receipt.opening"))))
                .isEqualTo("rw-------");
        assertThat(typist.type("receipt", "get", "Observation/o1/7", "--trust", trust())
                        .code())
                .isEqualTo(1);
    }

    @Test
    void aReceiptThatDoesNotHoldIsNotWritten() {
        ScriptedLedger other = new ScriptedLedger();
        other.cosignedBy(1);
        String weak = other.append(transaction);
        String path = "/api/transactions/" + transaction.id().hex() + "/receipt";
        node.forget("GET", path).on("GET", path, Reply.bytes("text/plain", Octets.utf8(weak)));
        Path out = home.resolve("t.receipt");

        Typist.Ended ended =
                typist.type("receipt", "get", transaction.id().hex(), "--trust", trust(), "--out", out.toString());

        assertThat(ended.code()).isEqualTo(4);
        assertThat(out).doesNotExist();
    }

    @Test
    void showSaysThatItHasNotVerified() throws IOException {
        Path file = Files.writeString(home.resolve("a.receipt"), receipt);

        assertThat(typist.type("receipt", "show", file.toString()).out())
                .startsWith("not verified; this is what it says")
                .contains("withdraw consent c1 of subject s1");
        assertThat(typist.type("receipt", "show", file.toString(), "--json")
                        .json()
                        .get("verified")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void whatIsNeitherTransactionNorRecordIsAMistake() {
        Typist.Ended ended = typist.type("receipt", "get", "nonsense");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("neither a transaction (64 hex digits) nor a record");
    }

    private String trust() {
        return home.resolve("trust.txt").toString();
    }

    private Path opening() throws IOException {
        return Files.writeString(
                home.resolve("d.opening"),
                "{\"type\":\"Observation\",\"id\":\"o1\",\"version\":2,\"lastUpdated\":\"2026-01-01T00:00:00Z\","
                        + "\"transaction\":\"" + transaction.id().hex() + "\",\"index\":0,\"count\":1,\"salt\":\""
                        + "A".repeat(43) + "\",\"path\":[]}");
    }

    private Typist.Ended verify(String text, String... more) throws IOException {
        Path file = Files.writeString(home.resolve("a.receipt"), text);
        List<String> arguments = new java.util.ArrayList<>(List.of("verify", file.toString(), "--trust", trust()));
        arguments.addAll(List.of(more));
        return typist.type(arguments.toArray(String[]::new));
    }

    private static SignedTransaction transaction() {
        TransactionAuthor author = new TransactionAuthor(
                new PrincipalId("kina"),
                InMemorySigningKey.generate(new SystemRandomSource()),
                () -> Instant.parse("2026-03-01T12:00:00Z"),
                new SystemRandomSource());
        return author.prepare(
                        ScriptedLedger.NETWORK,
                        List.of(new WithdrawConsent("c1", new SubjectId("s1"), new Evidence.Signed()).toCommand()))
                .sign();
    }
}
