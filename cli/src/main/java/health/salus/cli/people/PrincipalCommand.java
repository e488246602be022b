package health.salus.cli.people;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.Halt;
import health.salus.cli.shell.Pages;
import health.salus.cli.shell.Registrar;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Table;
import health.salus.client.SalusClient;
import health.salus.client.api.Principal;
import health.salus.client.api.PrincipalPage;
import health.salus.client.api.RegisteredKey;
import health.salus.client.command.IdentityCommand;
import health.salus.client.command.IdentityCommand.Kind;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Principals.
@Command(
        name = "principal",
        description = {
            "Those who act: practitioners, staff, programs, patients, guardians, devices.",
            "A member's own service registers them (its key is keys/member.pem in the home), and staff do."
        },
        subcommands = {
            PrincipalCommand.Enrol.class,
            PrincipalCommand.ListPrincipals.class,
            PrincipalCommand.Show.class,
            PrincipalKeyCommand.class
        },
        footer = {"", "Example:", "  salus principal enrol dr.adams --kind practitioner --new-key adams.pem"})
public final class PrincipalCommand {

    private PrincipalCommand() {}

    /// Registers somebody.
    @Command(
            name = "enrol",
            description = {
                "Register somebody who acts, with the public key to sign and log in with.",
                "Without a key, the principal signs in with an account only (salus account create)."
            },
            footer = {
                "",
                "Example:",
                "  salus principal enrol dr.adams --kind practitioner --organisation north --new-key adams.pem"
            })
    static final class Enrol implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "ID", description = "Its name on the ledger, for ever and for all to see.")
        private String id = "";

        @Option(
                names = "--kind",
                required = true,
                paramLabel = "KIND",
                description = "One of practitioner, staff, service, device, patient, guardian.")
        private Kind kind = Kind.PRACTITIONER;

        @Option(
                names = "--organisation",
                paramLabel = "ID",
                description = "Whom it works for; for patients, who vouches for them (default: your own).")
        private Optional<String> organisation = Optional.empty();

        @ArgGroup(validate = false, heading = NewKey.HEADING)
        private NewKey key = new NewKey();

        @Mixin
        private final Registrar registrar = new Registrar();

        Enrol(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (SalusClient client = registrar.client(shell)) {
                OrganisationId whose = Registrar.organisation(client, organisation);
                List<String> after = key.isGiven()
                        ? List.of("it logs in with: salus login --as " + id + " --key FILE")
                        : List.of("it has no key; give it one: salus principal key add " + id);
                return registrar.change(
                        shell,
                        client,
                        id,
                        List.of(new IdentityCommand.RegisterPrincipal(
                                new PrincipalId(id), kind, whose, key.ifGiven(shell))),
                        after);
            }
        }
    }

    /// Lists principals.
    @Command(
            name = "list",
            description = "List whom an organisation registered. For those who act for it, and for its node.",
            footer = {"", "Example:", "  salus principal list --organisation north"})
    static final class ListPrincipals implements Callable<Integer> {

        private final Shell shell;

        @Option(names = "--organisation", paramLabel = "ID", description = "Which organisation (default: your own).")
        private Optional<String> organisation = Optional.empty();

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        ListPrincipals(Shell shell) {
            this.shell = shell;
        }

        record Answer(List<Principal> items) {}

        @Override
        public Integer call() {
            try (SalusClient client = dialogue.client(shell)) {
                List<Principal> found = Pages.all(
                        next -> client.principals(organisation.map(OrganisationId::new), next),
                        PrincipalPage::items,
                        PrincipalPage::next);
                Table table = new Table();
                found.forEach(each -> table.row(
                        each.principal().value(),
                        each.kind(),
                        each.organisation().value(),
                        keys(each)));
                return dialogue.show(shell, new Answer(found), table.lines());
            }
        }

        private static String keys(Principal principal) {
            long inForce = principal.keys().stream()
                    .filter(key -> key.state().equals("in-force"))
                    .count();
            return inForce == 0 ? "no key" : inForce == 1 ? "1 key" : inForce + " keys";
        }
    }

    /// Shows one principal.
    @Command(
            name = "show",
            description = "Show a principal with every key that it ever had.",
            footer = {"", "Example:", "  salus principal show dr.adams"})
    static final class Show implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "ID", description = "The principal.")
        private String id = "";

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        Show(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            if (id.isBlank()) {
                throw Halt.usage("which principal?", "Name one; salus principal list has them.");
            }
            try (SalusClient client = dialogue.client(shell)) {
                Principal found = client.principal(new PrincipalId(id));
                Table table = new Table()
                        .row("principal", found.principal().value())
                        .row("kind", found.kind())
                        .row("organisation", found.organisation().value());
                for (RegisteredKey key : found.keys()) {
                    table.row("key", key.key().value(), key.algorithm(), key.state(), "since " + key.registered());
                }
                return dialogue.show(shell, found, table.lines());
            }
        }
    }
}
