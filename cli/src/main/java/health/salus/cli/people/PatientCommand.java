package health.salus.cli.people;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.Halt;
import health.salus.cli.shell.Registrar;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Table;
import health.salus.client.SalusClient;
import health.salus.client.api.Subject;
import health.salus.client.api.Subjects;
import health.salus.client.command.IdentityCommand;
import health.salus.client.command.IdentityCommand.Kind;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Patients.
@Command(
        name = "patient",
        description = {
            "Patients, by their pseudonyms: enrol them, and say who acts and who cares for them.",
            "Importing a Patient enrols the patient too; the pseudonym is what patient find says."
        },
        subcommands = {
            PatientCommand.Enrol.class,
            PatientCommand.Find.class,
            PatientCommand.Show.class,
            PatientCommand.Bind.class,
            GuardianCommand.class,
            CareCommand.class
        },
        footer = {"", "Example:", "  salus patient enrol --evidence form.pdf --principal kina --new-key kina.pem"})
public final class PatientCommand {

    private static final int ID_BYTES = 16;

    private PatientCommand() {}

    /// The patient's own principal, where there is to be one.
    static final class OwnPrincipal {

        @Option(
                names = "--principal",
                paramLabel = "ID",
                description = "Who the patient is when acting for herself or himself.")
        private Optional<String> principal = Optional.empty();

        @Option(
                names = "--organisation",
                paramLabel = "ID",
                description = "Which organisation vouches for the patient's principal (default: your own).")
        private Optional<String> organisation = Optional.empty();

        @ArgGroup(validate = false, heading = NewKey.HEADING)
        private NewKey key = new NewKey();

        void requirePrincipal() {
            if (principal.isEmpty()) {
                throw Halt.usage("which principal is the patient?", "Name it with --principal.");
            }
        }

        /// Registers the principal when it comes with a key, and binds it.
        List<IdentityCommand> commands(Shell shell, SalusClient client, SubjectId subject) {
            if (key.isGiven()) {
                requirePrincipal();
            }
            List<IdentityCommand> commands = new ArrayList<>();
            principal.map(PrincipalId::new).ifPresent(id -> {
                if (key.isGiven()) {
                    OrganisationId whose = Registrar.organisation(client, organisation);
                    commands.add(new IdentityCommand.RegisterPrincipal(id, Kind.PATIENT, whose, key.ifGiven(shell)));
                }
                commands.add(new IdentityCommand.BindPatient(subject, id));
            });
            return commands;
        }
    }

    /// Enrols a patient.
    @Command(
            name = "enrol",
            description = {
                "Enrol a patient under a new pseudonym, bound to the evidence of who it is. Your organisation cares for",
                "the patient from then on. With --principal and a key, the patient can log in and sign."
            },
            footer = {"", "Example:", "  salus patient enrol --evidence form.pdf --principal kina --new-key kina.pem"})
    static final class Enrol implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private final EvidenceOption evidence = new EvidenceOption();

        @Mixin
        private final OwnPrincipal own = new OwnPrincipal();

        @Mixin
        private final Registrar registrar = new Registrar();

        Enrol(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            SubjectId subject =
                    new SubjectId(shell.surroundings().random().octets(ID_BYTES).hex());
            List<IdentityCommand> commands = new ArrayList<>();
            commands.add(new IdentityCommand.EnrolSubject(subject, evidence.digest()));
            try (SalusClient client = registrar.client(shell)) {
                commands.addAll(own.commands(shell, client, subject));
                return registrar.change(
                        shell,
                        client,
                        subject.value(),
                        commands,
                        List.of(
                                "the patient's pseudonym: " + subject,
                                "see what is known of the patient with: salus patient show " + subject));
            }
        }
    }

    /// Finds a patient.
    @Command(
            name = "find",
            description = "Find a patient of your own organisation by an identifier.",
            footer = {"", "Example:", "  salus patient find \"https://north.example/mrn|4711\" --purpose TREAT"})
    static final class Find implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "IDENTIFIER", description = "system|value, as the Patient has it.")
        private String identifier = "";

        @Option(names = "--purpose", paramLabel = "CODE", description = "The purpose of use, such as TREAT.")
        private Optional<String> purpose = Optional.empty();

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        Find(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (SalusClient client = dialogue.client(shell, purpose)) {
                Subjects found = client.subjects(identifier);
                List<String> lines = found.items().stream()
                        .map(each -> each.subject() + "  " + each.patient())
                        .toList();
                return dialogue.show(
                        shell, found, lines.isEmpty() ? List.of("no patient of yours has this identifier") : lines);
            }
        }
    }

    /// Shows a patient.
    @Command(
            name = "show",
            description = "Show who cares for a patient since when, and where the Patient resource is.",
            footer = {"", "Example:", "  salus patient show 0f1e2d3c4b5a69788796a5b4c3d2e1f0"})
    static final class Show implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "SUBJECT", description = "The patient's pseudonym.")
        private String subject = "";

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        Show(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (SalusClient client = dialogue.client(shell)) {
                Subject found = client.subject(new SubjectId(subject));
                String carers = found.careOrganisations().stream()
                        .map(OrganisationId::value)
                        .collect(Collectors.joining(", "));
                Table table = new Table()
                        .row("subject", found.subject().value())
                        .row("record", found.patient() + (found.recorded() ? "" : " (not written yet)"))
                        .row("enrolled", found.enrolled().toString())
                        .row("in care of", carers.isEmpty() ? "nobody" : carers);
                return dialogue.show(shell, found, table.lines());
            }
        }
    }

    /// Binds a patient's own principal.
    @Command(
            name = "bind",
            description = {
                "Say which principal a patient is, who can then read the own record, permit and withdraw.",
                "With a key, the principal is registered in the same step. Once bound, only the patient can hand over."
            },
            footer = {
                "",
                "Example:",
                "  salus patient bind 0f1e2d3c4b5a69788796a5b4c3d2e1f0 --principal kina --new-key kina.pem"
            })
    static final class Bind implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "SUBJECT", description = "The patient's pseudonym.")
        private String subject = "";

        @Mixin
        private final OwnPrincipal own = new OwnPrincipal();

        @Mixin
        private final Registrar registrar = new Registrar();

        Bind(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            own.requirePrincipal();
            SubjectId whose = new SubjectId(subject);
            try (SalusClient client = registrar.client(shell)) {
                return registrar.change(shell, client, whose.value(), own.commands(shell, client, whose), List.of());
            }
        }
    }
}
