package health.salus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.cli.testing.Typist;
import health.salus.client.TrustFile;
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
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Receipts with what lies beside them.
class BundleCommandsTest {

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
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void requiresTheSignaturesThatAreAskedFor() throws IOException {
        assertThat(verify(receipt, "--require", "ed25519").out())
                .contains("\ncomplete are their signatures with Ed25519\n");
        Typist.Ended alone = verify(receipt, "--require", "both");
        assertThat(alone.code()).isEqualTo(4);
        assertThat(alone.out()).startsWith("not verified: NOT_FINAL: ");
        Path bundle = Files.writeString(home.resolve("some.bundle"), ledger.bundle(1));
        Typist.Ended both = verify(receipt, "--require", "both", "--bundle", bundle.toString());
        assertThat(both.code()).as(both.out()).isZero();
        assertThat(both.out()).contains("\ncomplete are their signatures with Ed25519 and ML-DSA-44\n");
        assertThat(verify(receipt, "--require", "all").code()).isEqualTo(2);
    }

    @Test
    void takesTheBundleThatLiesBesideTheReceipt() throws IOException {
        Files.writeString(home.resolve("a.receipt.bundle"), ledger.bundle(1));
        assertThat(verify(receipt, "--require", "ml-dsa-44").code()).isZero();
        Files.writeString(home.resolve("a.receipt.bundle"), "salus bundle v1\n");
        assertThat(verify(receipt).out()).startsWith("not verified: TRUNCATED: ");
    }

    @Test
    void aReceiptOfLaterMembersComesWithTheBundleThatLeadsToThem() throws IOException {
        ScriptedLedger changed = new ScriptedLedger().founded();
        String later = changed.append(transaction);
        String path = "/api/transactions/" + transaction.id().hex() + "/receipt";
        node.forget("GET", path).on("GET", path, Reply.bytes("text/plain", Octets.utf8(later)));
        node.on("GET", "/log/bundle/2", Reply.bytes("text/plain", Octets.utf8(changed.bundle(2))));
        Path founder = Files.writeString(home.resolve("founder.txt"), TrustFile.format(changed.founder()));
        Path out = home.resolve("t.receipt");

        Typist.Ended ended = typist.type(
                "receipt",
                "get",
                transaction.id().hex(),
                "--trust",
                founder.toString(),
                "--out",
                out.toString(),
                "--json");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.json().get("bundle").asText()).isEqualTo(out + ".bundle");
        assertThat(typist.type("verify", out.toString(), "--trust", founder.toString())
                        .code())
                .isZero();
        Files.delete(home.resolve("t.receipt.bundle"));
        assertThat(typist.type("verify", out.toString(), "--trust", founder.toString())
                        .out())
                .startsWith("not verified: UNKNOWN_MEMBERS: ");
    }

    private String trust() {
        return home.resolve("trust.txt").toString();
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
