package health.salus.cli.record;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.Shell;
import health.salus.client.SalusClient;
import health.salus.kernel.Octets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What every command takes that reads records: for what purpose, and from which node.
final class Reading {

    @Option(names = "--purpose", paramLabel = "CODE", description = "The purpose of use, such as TREAT.")
    private Optional<String> purpose = Optional.empty();

    @Mixin
    private final Dialogue dialogue = new Dialogue();

    SalusClient client(Shell shell) {
        return dialogue.client(shell, purpose);
    }

    int show(Shell shell, Record answer, List<String> words) {
        return dialogue.show(shell, answer, words);
    }

    /// Shows FHIR's JSON: as it came with `--json`, else for people.
    int show(Shell shell, Octets body, List<String> words) {
        if (dialogue.output().isJson()) {
            shell.out().println(body.toUtf8());
        } else {
            words.forEach(shell.out()::println);
        }
        return 0;
    }
}
