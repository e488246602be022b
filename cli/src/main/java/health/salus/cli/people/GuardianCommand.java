package health.salus.cli.people;

import health.salus.cli.shell.Registrar;
import health.salus.cli.shell.Shell;
import health.salus.client.SalusClient;
import health.salus.client.command.IdentityCommand;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Guardians.
@Command(
        name = "guardian",
        description = "Say who acts for a patient: reads everything, permits and withdraws.",
        subcommands = {GuardianCommand.Add.class, GuardianCommand.Remove.class},
        footer = {"", "Example:", "  salus patient guardian remove 0f1e2d3c4b5a69788796a5b4c3d2e1f0 maria"})
final class GuardianCommand {

    private GuardianCommand() {}

    /// Which guardian of whom.
    static final class Pair {

        @Parameters(index = "0", paramLabel = "SUBJECT", description = "The patient's pseudonym.")
        private String subject = "";

        @Parameters(index = "1", paramLabel = "PRINCIPAL", description = "The guardian, of the kind guardian.")
        private String guardian = "";

        SubjectId subject() {
            return new SubjectId(subject);
        }

        PrincipalId guardian() {
            return new PrincipalId(guardian);
        }
    }

    /// Names a guardian.
    @Command(
            name = "add",
            description = {
                "Name a guardian. The patient signs it; whoever cares for the patient may, while the patient has no key."
            },
            footer = {
                "",
                "Example:",
                "  salus patient guardian add 0f1e2d3c4b5a69788796a5b4c3d2e1f0 maria --evidence court.pdf"
            })
    static final class Add implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private final Pair pair = new Pair();

        @Mixin
        private final EvidenceOption evidence = new EvidenceOption();

        @Option(names = "--until", paramLabel = "TIME", description = "When it ends, such as 2030-01-01T00:00:00Z.")
        private Optional<Instant> until = Optional.empty();

        @Mixin
        private final Registrar registrar = new Registrar();

        Add(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            IdentityCommand command =
                    new IdentityCommand.BindGuardian(pair.subject(), pair.guardian(), evidence.digest(), until);
            try (SalusClient client = registrar.client(shell)) {
                return registrar.change(shell, client, pair.guardian().value(), List.of(command), List.of());
            }
        }
    }

    /// Ends it.
    @Command(
            name = "remove",
            description = "End that a guardian acts for a patient. For the patient, the guardian, and who cares.",
            footer = {"", "Example:", "  salus patient guardian remove 0f1e2d3c4b5a69788796a5b4c3d2e1f0 maria"})
    static final class Remove implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private final Pair pair = new Pair();

        @Mixin
        private final Registrar registrar = new Registrar();

        Remove(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            IdentityCommand command = new IdentityCommand.UnbindGuardian(pair.subject(), pair.guardian());
            try (SalusClient client = registrar.client(shell)) {
                return registrar.change(shell, client, pair.guardian().value(), List.of(command), List.of());
            }
        }
    }
}
