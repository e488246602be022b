package health.salus.cli.consent;

import health.salus.cli.shell.InputFile;
import health.salus.client.command.ConsentCommand.Evidence;
import health.salus.kernel.Digest;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What a consent rests on: the signature under the transaction, or a paper that staff have seen.
final class Paper {

    @Option(
            names = "--paper",
            paramLabel = "SCAN",
            description = "Staff: the patient signed a paper, of which this is the scan. Its hash goes onto the ledger,"
                    + " the scan stays with you.")
    private Optional<Path> scan = Optional.empty();

    Evidence evidence() {
        return scan.<Evidence>map(file -> new Evidence.Paper(Digest.sha256(InputFile.read(file))))
                .orElseGet(Evidence.Signed::new);
    }
}
