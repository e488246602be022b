package health.salus.cli.people;

import health.salus.cli.shell.Registrar;
import health.salus.cli.shell.Shell;
import health.salus.client.SalusClient;
import health.salus.client.command.IdentityCommand;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Care relations.
@Command(
        name = "care",
        description = {
            "Say which organisations care for a patient: only those write to the record.",
            "It lets nobody read what others wrote; that is the patient's to permit (salus consent give)."
        },
        subcommands = {CareCommand.Open.class, CareCommand.Close.class},
        footer = {"", "Example:", "  salus patient care open 0f1e2d3c4b5a69788796a5b4c3d2e1f0 --organisation south"})
final class CareCommand {

    private CareCommand() {}

    /// Whose care of whom.
    static final class Relation {

        @Parameters(paramLabel = "SUBJECT", description = "The patient's pseudonym.")
        private String subject = "";

        @Option(names = "--organisation", paramLabel = "ID", description = "Who cares (default: your own).")
        private Optional<String> organisation = Optional.empty();

        SubjectId subject() {
            return new SubjectId(subject);
        }

        OrganisationId organisation(SalusClient client) {
            return Registrar.organisation(client, organisation);
        }
    }

    /// Opens a relation.
    @Command(
            name = "open",
            description = {
                "Open a care relation: as the organisation, as one that cares already and refers, or as the patient.",
                "What the patient has ended, only the patient opens again."
            },
            footer = {"", "Example:", "  salus patient care open 0f1e2d3c4b5a69788796a5b4c3d2e1f0 --organisation south"
            })
    static final class Open implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private final Relation relation = new Relation();

        @Option(names = "--until", paramLabel = "TIME", description = "When it ends, such as 2030-01-01T00:00:00Z.")
        private Optional<Instant> until = Optional.empty();

        @Mixin
        private final Registrar registrar = new Registrar();

        Open(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            SubjectId subject = relation.subject();
            try (SalusClient client = registrar.client(shell)) {
                IdentityCommand command =
                        new IdentityCommand.OpenCareRelation(subject, relation.organisation(client), until);
                return registrar.change(shell, client, subject.value(), List.of(command), List.of());
            }
        }
    }

    /// Ends a relation.
    @Command(
            name = "close",
            description = "End a care relation: as the organisation, or as the patient, which then is for good.",
            footer = {"", "Example:", "  salus patient care close 0f1e2d3c4b5a69788796a5b4c3d2e1f0"})
    static final class Close implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private final Relation relation = new Relation();

        @Mixin
        private final Registrar registrar = new Registrar();

        Close(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            SubjectId subject = relation.subject();
            try (SalusClient client = registrar.client(shell)) {
                IdentityCommand command = new IdentityCommand.CloseCareRelation(subject, relation.organisation(client));
                return registrar.change(shell, client, subject.value(), List.of(command), List.of());
            }
        }
    }
}
