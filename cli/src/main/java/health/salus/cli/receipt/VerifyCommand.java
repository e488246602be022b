package health.salus.cli.receipt;

import health.salus.cli.shell.ExitCode;
import health.salus.cli.shell.InputFile;
import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Trust;
import health.salus.client.DocumentProof;
import health.salus.client.api.ApiJson;
import health.salus.client.api.DocumentOpening;
import health.salus.proof.receipt.ReceiptVerifier;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.receipt.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Verifies a receipt without any network.
@Command(
        name = "verify",
        description = {
            "Verify a receipt, and a document against it, without asking any server.",
            "What is trusted are the members of --trust: a genesis, or the file that salus login made. Where the",
            "members changed since then, --bundle leads to those that have signed."
        },
        footer = {"", "Example:", "  salus verify kina.receipt --document kina.json --trust genesis.cbor"})
public final class VerifyCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "RECEIPT", description = "The receipt's file.")
    private Path receipt = Path.of("");

    @Option(
            names = "--document",
            paramLabel = "FILE",
            description = "A document that the receipt is said to prove, as salus record get --stored wrote it.")
    private Optional<Path> document = Optional.empty();

    @Option(
            names = "--opening",
            paramLabel = "FILE",
            description = "What opens the commitment to the document (default: RECEIPT.opening).")
    private Optional<Path> opening = Optional.empty();

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description = {
                "What lies beside the receipt: changes of members since those that are trusted, and ML-DSA-44",
                "signatures (default: RECEIPT.bundle, where there is one)."
            })
    private Optional<Path> bundle = Optional.empty();

    @Mixin
    private final Trust trust = new Trust();

    @Option(names = "--details", description = "Show the whole transaction as well; --json has it always.")
    private boolean details;

    @Mixin
    private final Output output = new Output();

    VerifyCommand(Shell shell) {
        this.shell = shell;
    }

    /// @param problem why it does not hold
    record Answer(
            boolean verified,
            Optional<ReceiptText.Proven> proven,
            Optional<Boolean> documentVerified,
            Optional<Problem> problem) {}

    record Problem(String reason, String detail, String next) {}

    @Override
    public Integer call() {
        String text = InputFile.read(receipt).toUtf8();
        TrustAnchor anchor = trust.anchor(shell);
        return switch (verdict(text, anchor)) {
            case Verdict.Rejected(var reason, String detail) ->
                notVerified(new Problem(reason.name(), detail, reason.nextStep()), Optional.empty());
            case Verdict.Verified verified ->
                document.isEmpty() ? verified(verified, anchor) : withDocument(verified, anchor);
        };
    }

    private Verdict verdict(String text, TrustAnchor anchor) {
        Path beside = ReceiptCommand.bundleFile(receipt);
        return bundle.or(() -> Files.exists(beside) ? Optional.of(beside) : Optional.empty())
                .map(file -> ReceiptVerifier.verify(text, InputFile.read(file).toUtf8(), anchor))
                .orElseGet(() -> ReceiptVerifier.verify(text, anchor));
    }

    private int verified(Verdict.Verified verified, TrustAnchor anchor) {
        Answer answer = new Answer(true, Optional.of(ReceiptText.proven(verified)), Optional.empty(), Optional.empty());
        return output.show(shell, answer, lines(verified, anchor));
    }

    private List<String> lines(Verdict.Verified verified, TrustAnchor anchor) {
        List<String> lines = ReceiptText.lines(verified, anchor);
        if (details) {
            lines.addAll(ReceiptText.details(verified));
        }
        return lines;
    }

    private int withDocument(Verdict.Verified verified, TrustAnchor anchor) {
        Optional<ReceiptText.Proven> proven = Optional.of(ReceiptText.proven(verified));
        if (!(verified.fact() instanceof Verdict.TransactionFact fact)
                || !fact.outcome().accepted()) {
            return notVerified(
                    new Problem(
                            "NOT_A_WRITE", "the receipt is not of an accepted write", "Ask for the write's receipt."),
                    proven);
        }
        DocumentOpening opened = opening();
        if (!DocumentProof.holds(fact.transaction().transaction(), opened, InputFile.read(document.orElseThrow()))) {
            return notVerified(
                    new Problem(
                            "DOCUMENT_DIFFERS",
                            "the document is not the one that the transaction committed to",
                            "Fetch it again with salus record get --stored; else do not rely on it."),
                    proven);
        }
        List<String> lines = lines(verified, anchor);
        lines.add("the document is " + opened.type() + "/" + opened.id() + " version " + opened.version()
                + ", byte for byte");
        return output.show(shell, new Answer(true, proven, Optional.of(true), Optional.empty()), lines);
    }

    private int notVerified(Problem problem, Optional<ReceiptText.Proven> proven) {
        Answer answer = new Answer(false, proven, proven.map(_ -> false), Optional.of(problem));
        List<String> lines =
                List.of("not verified: " + problem.reason() + ": " + problem.detail(), "  " + problem.next());
        return output.show(shell, answer, lines, ExitCode.NOT_VERIFIED);
    }

    private DocumentOpening opening() {
        Path file = opening.orElseGet(() -> ReceiptCommand.openingFile(receipt));
        return ApiJson.read(DocumentOpening.class, InputFile.read(file).toArray());
    }
}
