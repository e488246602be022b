package health.salus.cli.shell;

import health.salus.client.SalusClient;
import health.salus.kernel.SubjectId;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which patient.
public final class SubjectOption {

    @Option(
            names = "--subject",
            paramLabel = "ID",
            description = "The patient's pseudonym (default: your own, when you are logged in as a patient).")
    private Optional<String> subject = Optional.empty();

    public SubjectId in(SalusClient client) {
        return subject.map(SubjectId::new)
                .or(() -> client.me().subject())
                .orElseThrow(
                        () -> Halt.usage("which patient? You are not logged in as one", "Name one with --subject."));
    }
}
