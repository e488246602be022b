package health.salus.cli.receipt;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.InputFile;
import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Trust;
import health.salus.client.SalusClient;
import health.salus.client.Transactions;
import health.salus.client.api.ApiJson;
import health.salus.client.api.DocumentOpening;
import health.salus.client.api.RecordVersion;
import health.salus.client.command.TransactionText;
import health.salus.crypto.PrivateFiles;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.receipt.Receipt;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.transaction.SignedTransaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Receipts.
@Command(
        name = "receipt",
        description = "Fetch and show receipts.",
        subcommands = {ReceiptCommand.Get.class, ReceiptCommand.Show.class},
        footer = {"", "Example:", "  salus receipt get Patient/123 --out kina.receipt"})
public final class ReceiptCommand {

    private ReceiptCommand() {}

    /// What opens the commitment to a document lies beside the receipt.
    static Path openingFile(Path receipt) {
        return receipt.resolveSibling(receipt.getFileName() + ".opening");
    }

    /// What a receipt leaves out lies beside it.
    static Path bundleFile(Path receipt) {
        return receipt.resolveSibling(receipt.getFileName() + ".bundle");
    }

    /// Fetches a receipt, and verifies it before anything is written.
    @Command(
            name = "get",
            description = {
                "Fetch the receipt of a transaction, or of a version of a record, and verify it.",
                "For a record, what opens its commitment is written beside it, to FILE.opening."
            },
            footer = {"", "Example:", "  salus receipt get Observation/123/2 --out observation.receipt"})
    static final class Get implements Callable<Integer> {

        private final Shell shell;

        @Parameters(
                paramLabel = "WHAT",
                description = "A transaction's id, or a record: Type/id or Type/id/version.",
                converter = Target.Converter.class)
        private Target target = new Target.OfTransaction(Digest.ZERO);

        @Option(names = "--out", paramLabel = "FILE", description = "Where to write it (default: WHAT.receipt).")
        private Optional<Path> out = Optional.empty();

        @Option(
                names = "--with-bundle",
                description = {
                    "Write its bundle beside it as well, to FILE.bundle: changes of members, and ML-DSA-44 signatures.",
                    "Where the receipt does not hold without it, it is written in any case."
                })
        private boolean withBundle;

        @Mixin
        private final Trust trust = new Trust();

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        Get(Shell shell) {
            this.shell = shell;
        }

        record Fetched(String file, Optional<String> bundle, Optional<String> opening, ReceiptText.Proven proven) {}

        @Override
        public Integer call() {
            TrustAnchor anchor = trust.anchor(shell);
            try (SalusClient client = dialogue.client(shell)) {
                return switch (target) {
                    case Target.OfTransaction(Digest id) -> {
                        Transactions.Proven proven = prove(client, id, anchor);
                        yield written(
                                proven,
                                out.orElse(Path.of(id.hex().substring(0, 16) + ".receipt")),
                                anchor,
                                Optional.empty());
                    }
                    case Target.OfRecord record -> record(client, record, anchor);
                };
            }
        }

        private Transactions.Proven prove(SalusClient client, Digest id, TrustAnchor anchor) {
            Transactions.Proven proven = client.transactions().proven(id, anchor);
            if (!withBundle || proven.bundle().isPresent()) {
                return proven;
            }
            long logSize = proven.verified().checkpoint().size();
            return Transactions.prove(id, proven.text(), client.transactions().bundle(logSize), anchor);
        }

        private int record(SalusClient client, Target.OfRecord record, TrustAnchor anchor) {
            RecordVersion version = client.recordVersions(record.type(), record.id()).items().stream()
                    .filter(item ->
                            record.version().isEmpty() || record.version().get() == item.version())
                    .findFirst()
                    .orElseThrow(() -> new SalusException(ErrorCode.NOT_FOUND, "the record has no such version"));
            Transactions.Proven proven = prove(client, version.transaction(), anchor);
            DocumentOpening opening = client.opening(record.type(), record.id(), version.version());
            Path file = out.orElse(Path.of(record.type() + "-" + record.id() + ".receipt"));
            return written(proven, file, anchor, Optional.of(opening));
        }

        private int written(
                Transactions.Proven proven, Path file, TrustAnchor anchor, Optional<DocumentOpening> opening) {
            MemberHome.write(file, Octets.utf8(proven.text()));
            Optional<Path> bundle = proven.bundle().map(_ -> bundleFile(file));
            proven.bundle().ifPresent(text -> MemberHome.write(bundle.orElseThrow(), Octets.utf8(text)));
            Optional<Path> beside = opening.map(_ -> openingFile(file));
            opening.ifPresent(opened -> PrivateFiles.replace(beside.orElseThrow(), Octets.wrap(ApiJson.write(opened))));
            Fetched answer = new Fetched(
                    file.toString(),
                    bundle.map(Path::toString),
                    beside.map(Path::toString),
                    ReceiptText.proven(proven.verified()));
            List<String> lines = ReceiptText.lines(proven.verified(), anchor);
            String files = Stream.of(Optional.of(file), bundle, beside)
                    .flatMap(Optional::stream)
                    .map(Path::toString)
                    .collect(Collectors.joining(" and "));
            lines.add("written to " + files);
            return dialogue.show(shell, answer, lines);
        }
    }

    /// Shows a receipt as it stands, verified or not.
    @Command(
            name = "show",
            description = "Show what a receipt says, without verifying it.",
            footer = {"", "Example:", "  salus receipt show kina.receipt"})
    static final class Show implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "RECEIPT", description = "The receipt's file.")
        private Path file = Path.of("");

        @Mixin
        private final Output output = new Output();

        Show(Shell shell) {
            this.shell = shell;
        }

        /// @param verified always false: that is for `salus verify`
        record Said(
                boolean verified,
                NetworkId network,
                long index,
                long logSize,
                List<String> says,
                List<String> members) {}

        @Override
        public Integer call() {
            Receipt receipt = Receipt.parse(InputFile.read(file).toUtf8());
            List<String> says = switch (receipt.content()) {
                case Receipt.OfTransaction transaction ->
                    TransactionText.lines(
                            SignedTransaction.parse(transaction.envelope()).transaction());
                case Receipt.OfState state ->
                    List.of("state key " + state.key().hex() + " has "
                            + (state.value().isPresent() ? "a value" : "no value"));
            };
            Said answer = new Said(
                    false,
                    receipt.note().checkpoint().network(),
                    receipt.inclusion().index(),
                    receipt.note().checkpoint().size(),
                    says,
                    receipt.members().stream()
                            .map(member -> member.member().value())
                            .toList());
            List<String> lines = new ArrayList<>();
            lines.add("not verified; this is what it says (salus verify checks it):");
            lines.add("entry " + answer.index() + " of a log of " + answer.logSize() + " entries of network "
                    + answer.network() + ", members " + String.join(", ", answer.members()));
            says.forEach(line -> lines.add("  " + line));
            return output.show(shell, answer, lines);
        }
    }
}
