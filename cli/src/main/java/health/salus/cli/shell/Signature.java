package health.salus.cli.shell;

import health.salus.client.SalusClient;
import health.salus.client.Transactions;
import health.salus.client.command.TransactionAuthor;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Makes a transaction, shows it, signs it with the key file, and waits until it is final and proven. Nothing of it
/// comes from the node; the network is the one that is trusted.
public final class Signature {

    public static final String HEADING = "%nSigning:%n";

    @Option(names = "--yes", description = "Sign without asking.")
    private boolean yes;

    @Option(names = "--receipt", paramLabel = "FILE", description = "Write the receipt to this file.")
    private Optional<Path> receipt = Optional.empty();

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "The members to trust (SALUS_TRUST; else the login's).")
    private Optional<Path> trust = Optional.empty();

    /// What became of it.
    ///
    /// @param signed what was signed, in words
    /// @param index of the entry in the log
    public record Answer(
            Digest transaction,
            NetworkId network,
            Instant time,
            long index,
            List<String> signed,
            List<String> signers,
            Optional<String> receipt) {

        public List<String> words() {
            List<String> lines = new ArrayList<>();
            lines.add("accepted and final: transaction " + transaction.hex() + ", entry " + index + " of the log");
            lines.add("proven by the signatures of " + String.join(", ", signers));
            receipt.ifPresent(file -> lines.add("receipt written to " + file));
            return lines;
        }
    }

    public Answer sign(Shell shell, Connection connection, Output output, SalusClient client, Command command) {
        return sign(shell, connection, output, client, List.of(command));
    }

    /// All of the commands, or none.
    public Answer sign(Shell shell, Connection connection, Output output, SalusClient client, List<Command> commands) {
        TrustAnchor anchor = Connection.trust(shell, trust);
        Path key = connection
                .keyFile(shell)
                .orElseThrow(() ->
                        Halt.usage("this is signed with your own key", "Name its file with --key, or log in with it."));
        TransactionAuthor author = new TransactionAuthor(
                connection.principal(shell),
                KeyFile.load(shell, key),
                shell.surroundings().time(),
                shell.surroundings().random());
        TransactionAuthor.Unsigned unsigned = author.prepare(anchor.network(), commands);
        List<String> text = unsigned.text();
        output.tell(shell, "You are about to sign:");
        text.forEach(line -> output.tell(shell, "  " + line));
        confirm(shell);
        Transactions.Proven proven = client.transactions().settle(unsigned.sign(), anchor);
        receipt.ifPresent(file -> MemberHome.write(file, Octets.utf8(proven.text())));
        requireAccepted(proven);
        return new Answer(
                proven.fact().transaction().id(),
                anchor.network(),
                proven.verified().entry().time(),
                proven.verified().index(),
                text,
                proven.verified().signers().stream()
                        .sorted()
                        .map(Object::toString)
                        .toList(),
                receipt.map(Path::toString));
    }

    private void confirm(Shell shell) {
        if (yes) {
            return;
        }
        String answer = shell.questions()
                .line("Sign it? [y/N] ")
                .orElseThrow(() -> Halt.usage("nobody is there to agree", "Add --yes to sign without asking."));
        if (!answer.strip().matches("(?i)y|yes")) {
            throw Halt.declined();
        }
    }

    private static void requireAccepted(Transactions.Proven proven) {
        for (CommandOutcome outcome : proven.fact().outcome().commands()) {
            if (outcome instanceof CommandOutcome.Refused(ErrorCode code, String detail)) {
                throw new SalusException(code, detail + " (the refusal is in the log)");
            }
        }
    }
}
