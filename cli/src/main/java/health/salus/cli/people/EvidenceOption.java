package health.salus.cli.people;

import health.salus.cli.shell.InputFile;
import health.salus.kernel.Digest;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// What an act rests on, as a file that its author keeps.
final class EvidenceOption {

    @Option(
            names = "--evidence",
            paramLabel = "FILE",
            required = true,
            description =
                    "What proves it, such as the scan of a form. Its hash goes onto the ledger, the file stays with"
                            + " you: keep it.")
    private Path file = Path.of("");

    Digest digest() {
        return Digest.sha256(InputFile.read(file));
    }
}
