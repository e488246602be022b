package health.salus.cli.people;

import health.salus.cli.shell.Halt;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.io.IOException;
import java.nio.file.Files;
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
        try {
            return Digest.sha256(Octets.wrap(Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            throw Halt.usage(
                    "the evidence " + file + " cannot be read", "Name a file that is there and that you may read.");
        }
    }
}
