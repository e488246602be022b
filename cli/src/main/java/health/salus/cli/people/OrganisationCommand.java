package health.salus.cli.people;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.Pages;
import health.salus.cli.shell.Registrar;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Table;
import health.salus.client.SalusClient;
import health.salus.client.api.Organisation;
import health.salus.client.api.Organisations;
import health.salus.client.command.IdentityCommand;
import health.salus.kernel.OrganisationId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Organisations.
@Command(
        name = "organisation",
        description = "The organisations of the network.",
        subcommands = {OrganisationCommand.Register.class, OrganisationCommand.ListOrganisations.class},
        footer = {"", "Example:", "  salus organisation list"})
public final class OrganisationCommand {

    private OrganisationCommand() {}

    /// Registers an organisation.
    @Command(
            name = "register",
            description = {
                "Register an organisation that this member hosts beside its own.",
                "Signed with the member's own key: keys/member.pem in the home."
            },
            footer = {"", "Example:", "  salus organisation register south --name South-Hospital"})
    static final class Register implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "ID", description = "Its name on the ledger.")
        private String id = "";

        @Option(names = "--name", required = true, paramLabel = "NAME", description = "Its name for people.")
        private String name = "";

        @Mixin
        private final Registrar registrar = new Registrar();

        Register(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (SalusClient client = registrar.client(shell)) {
                return registrar.change(
                        shell,
                        client,
                        id,
                        List.of(new IdentityCommand.RegisterOrganisation(
                                new OrganisationId(id), name, client.status().member())),
                        List.of());
            }
        }
    }

    /// Lists organisations.
    @Command(
            name = "list",
            description = "List organisations, all or those whose name contains a text.",
            footer = {"", "Example:", "  salus organisation list hospital"})
    static final class ListOrganisations implements Callable<Integer> {

        private final Shell shell;

        @Parameters(arity = "0..1", paramLabel = "TEXT", description = "A part of the name.")
        private Optional<String> text = Optional.empty();

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        ListOrganisations(Shell shell) {
            this.shell = shell;
        }

        record Answer(List<Organisation> items) {}

        @Override
        public Integer call() {
            try (SalusClient client = dialogue.client(shell)) {
                List<Organisation> found = Pages.all(
                        next -> client.organisations(text.orElse(""), next), Organisations::items, Organisations::next);
                Table table = new Table();
                found.forEach(
                        each -> table.row(each.organisation().value(), each.name(), "hosted by " + each.member()));
                return dialogue.show(shell, new Answer(found), table.lines());
            }
        }
    }
}
