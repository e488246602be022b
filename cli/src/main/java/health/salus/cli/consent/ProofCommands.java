package health.salus.cli.consent;

import health.salus.cli.shell.Connection;
import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.ExitCode;
import health.salus.cli.shell.InputFile;
import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.SubjectOption;
import health.salus.client.SalusClient;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.receipt.ReceiptVerifier;
import health.salus.proof.receipt.TrustAnchor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Proofs that a consent was in force, or was not, which anybody checks without the ledger.
final class ProofCommands {

    private ProofCommands() {}

    /// Fetches a proof, and checks it before it is written.
    @Command(
            name = "prove",
            description = {
                "Fetch the proof of what the ledger has now about a consent, or about one version of it: in force, not in"
                        + " force, or never given. Anybody checks it without the network: salus consent check."
            },
            footer = {"", "Example:", "  salus consent prove 5f0c9a1b2d3e4f60 --out consent.proof"})
    static final class Prove implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "CONSENT", description = "The consent's id.")
        private String consent = "";

        @Option(names = "--of-version", paramLabel = "N", description = "One version, with how long it was in force.")
        private Optional<Long> version = Optional.empty();

        @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file to write.")
        private Path out = Path.of("");

        @Option(names = "--trust", paramLabel = "FILE", description = "The members to trust.")
        private Optional<Path> trust = Optional.empty();

        @Mixin
        private final SubjectOption subject = new SubjectOption();

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        Prove(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            TrustAnchor anchor = Connection.trust(shell, trust);
            try (SalusClient client = dialogue.client(shell)) {
                SubjectId whose = subject.in(client);
                String proof = client.consentProof(whose, consent, version);
                ConsentReading.Answer answer = new ConsentReading(whose, consent, version, Optional.empty())
                        .of(ReceiptVerifier.verify(proof, anchor));
                answer.problem().ifPresent(problem -> {
                    throw new SalusException(ErrorCode.NOT_PROVEN, problem);
                });
                MemberHome.write(out, Octets.utf8(proof));
                List<String> lines = new ArrayList<>(answer.says());
                lines.add("written to " + out);
                return dialogue.show(shell, answer, lines);
            }
        }
    }

    /// Checks a proof.
    @Command(
            name = "check",
            description = {
                "Check the proof of a consent without asking any server, and say whether it was in force.",
                "Ends with 0 when it was, and with 4 when the proof does not hold or proves that it was not."
            },
            footer = {
                "",
                "Example:",
                "  salus consent check consent.proof --consent 5f0c9a1b2d3e4f60 --subject"
                        + " 00112233445566778899aabbccddeeff --trust genesis.cbor"
            })
    static final class Check implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "PROOF", description = "The proof's file.")
        private Path file = Path.of("");

        @Option(names = "--consent", paramLabel = "ID", required = true, description = "The consent.")
        private String consent = "";

        @Option(names = "--subject", paramLabel = "ID", required = true, description = "The patient's pseudonym.")
        private String subject = "";

        @Option(names = "--of-version", paramLabel = "N", description = "Where the proof is of one version.")
        private Optional<Long> version = Optional.empty();

        @Option(
                names = "--at",
                paramLabel = "TIME",
                description = "In force at this time, RFC 3339 (default: the time of the proof's block).")
        private Optional<Instant> at = Optional.empty();

        @Option(names = "--trust", paramLabel = "FILE", description = "The members to trust.")
        private Optional<Path> trust = Optional.empty();

        @Mixin
        private final Output output = new Output();

        Check(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            TrustAnchor anchor = Connection.trust(shell, trust);
            ConsentReading.Answer answer = new ConsentReading(new SubjectId(subject), consent, version, at)
                    .of(ReceiptVerifier.verify(InputFile.read(file).toUtf8(), anchor));
            List<String> lines = answer.problem()
                    .map(problem -> List.of("not verified: " + problem))
                    .orElse(answer.says());
            boolean holds = answer.inForce().orElse(false);
            return output.show(shell, answer, lines, holds ? ExitCode.OK : ExitCode.NOT_VERIFIED);
        }
    }
}
