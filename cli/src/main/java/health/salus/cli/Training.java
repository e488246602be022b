package health.salus.cli;

import health.salus.cli.shell.Questions;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Terminal;
import health.salus.client.ClientConfig.Surroundings;
import health.salus.client.TrustFile;
import health.salus.client.command.ConsentCommand.Evidence;
import health.salus.client.command.ConsentCommand.WithdrawConsent;
import health.salus.client.command.TransactionAuthor;
import health.salus.client.testing.ScriptedLedger;
import health.salus.client.testing.ScriptedNode;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SubjectId;
import health.salus.proof.membership.MemberHome;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `train DIRECTORY`: runs what is run most often, on a receipt and a node of its own, while the Java machine watches
/// and keeps what it learnt in an AOT cache (JEP 514). For the launcher; it sends nothing anywhere.
final class Training {

    private static final String CONSENT = "c1";
    private static final String SUBJECT = "00112233445566778899aabbccddeeff";

    private Training() {}

    static int run(Path directory) {
        RandomSource random = new SystemRandomSource();
        ScriptedLedger ledger = new ScriptedLedger();
        TransactionAuthor author = new TransactionAuthor(
                new PrincipalId("training"), InMemorySigningKey.generate(random), Instant::now, random);
        WithdrawConsent command = new WithdrawConsent(CONSENT, new SubjectId(SUBJECT), new Evidence.Signed());
        Path receipt = directory.resolve("training.receipt");
        Path trust = directory.resolve("trust.txt");
        MemberHome.write(
                receipt,
                Octets.utf8(ledger.append(author.prepare(ScriptedLedger.NETWORK, List.of(command.toCommand()))
                        .sign())));
        MemberHome.write(trust, Octets.utf8(TrustFile.format(ledger.anchor())));
        try (ScriptedNode node = new ScriptedNode()) {
            Shell shell = shell(directory, node);
            Main.run(shell, "--help");
            Main.run(shell, "status", "--json");
            Main.run(shell, "receipt", "show", receipt.toString());
            Main.run(shell, "verify", receipt.toString(), "--trust", trust.toString(), "--json");
            return Main.run(shell, "verify", receipt.toString(), "--trust", trust.toString());
        }
    }

    private static Shell shell(Path directory, ScriptedNode node) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Shell(
                nowhere,
                nowhere,
                new Nobody(),
                Terminal.NONE,
                Map.of("SALUS_URL", node.address().toString()),
                directory,
                new Surroundings(Instant::now, new SystemRandomSource(), Thread::sleep));
    }

    /// Nobody is at the keyboard.
    private static final class Nobody implements Questions {

        @Override
        public Optional<String> line(String question) {
            return Optional.empty();
        }

        @Override
        public Optional<char[]> secret(String question) {
            return Optional.empty();
        }
    }
}
