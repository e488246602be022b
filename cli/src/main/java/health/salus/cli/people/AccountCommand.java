package health.salus.cli.people;

import health.salus.cli.shell.Halt;
import health.salus.cli.shell.Pages;
import health.salus.cli.shell.Registrar;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Table;
import health.salus.client.SalusClient;
import health.salus.client.api.Account;
import health.salus.client.api.AccountPage;
import health.salus.client.api.Invitation;
import health.salus.client.api.NewAccount;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Accounts.
@Command(
        name = "account",
        description = {
            "The accounts with which people sign in at this node's portal.",
            "For the node's own service (keys/member.pem in the home), or with an administrator's token."
        },
        subcommands = {
            AccountCommand.Create.class,
            AccountCommand.ListAccounts.class,
            AccountCommand.Invite.class,
            AccountCommand.Close.class,
            AccountCommand.Open.class
        },
        footer = {"", "Example:", "  salus account create adams --role clinician --principal dr.adams --name Adams"})
public final class AccountCommand {

    private AccountCommand() {}

    /// What somebody is at the portal.
    enum Role {
        PATIENT,
        CLINICIAN,
        STAFF,
        ADMINISTRATOR
    }

    /// Opens an account.
    @Command(
            name = "create",
            description = {
                "Open an account. Its owner chooses a password with the one-time code that is printed.",
                "A principal that is not on the ledger yet is registered without a key, by the member's signature."
            },
            footer = {
                "",
                "Example:",
                "  salus account create kina --role patient --name Kina --subject 0f1e2d3c4b5a69788796a5b4c3d2e1f0"
            })
    static final class Create implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "USERNAME", description = "1 to 64 lower-case letters, digits and . _ - @")
        private String username = "";

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "One of patient, clinician, staff, administrator.")
        private Role role = Role.STAFF;

        @Option(names = "--name", required = true, paramLabel = "NAME", description = "How the portal greets.")
        private String name = "";

        @Option(
                names = "--principal",
                paramLabel = "ID",
                description = "Whom the ledger knows this person as (default: the user name).")
        private Optional<String> principal = Optional.empty();

        @Option(names = "--organisation", paramLabel = "ID", description = "Whose it is (default: your own).")
        private Optional<String> organisation = Optional.empty();

        @Option(names = "--subject", paramLabel = "ID", description = "For patients: the pseudonym of the own record.")
        private Optional<String> subject = Optional.empty();

        @Mixin
        private final CodeOption code = new CodeOption();

        @Mixin
        private final AccountDesk desk = new AccountDesk();

        Create(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            if ((role == Role.PATIENT) != subject.isPresent()) {
                throw Halt.usage(
                        role == Role.PATIENT ? "which patient?" : "only a patient has a pseudonym",
                        role == Role.PATIENT
                                ? "Give the pseudonym with --subject; salus patient find says it."
                                : "Leave --subject out, or use --role patient.");
            }
            try (SalusClient client = desk.client(shell)) {
                Invitation invitation = client.administration()
                        .open(new NewAccount(
                                username,
                                name,
                                new PrincipalId(principal.orElse(username)),
                                Registrar.organisation(client, organisation),
                                role.name(),
                                subject.map(SubjectId::new)));
                return code.show(shell, desk, username, invitation);
            }
        }
    }

    /// Lists accounts.
    @Command(
            name = "list",
            description = "List the accounts of this node, by name.",
            footer = {"", "Example:", "  salus account list"})
    static final class ListAccounts implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private final AccountDesk desk = new AccountDesk();

        ListAccounts(Shell shell) {
            this.shell = shell;
        }

        record Answer(List<Account> items) {}

        @Override
        public Integer call() {
            try (SalusClient client = desk.client(shell)) {
                List<Account> found = Pages.all(
                        next -> client.administration().accounts(next), AccountPage::items, AccountPage::next);
                Table table = new Table();
                found.forEach(each -> table.row(
                        each.username(),
                        each.displayName(),
                        each.role().toLowerCase(Locale.ROOT),
                        each.principal() + " of " + each.organisation(),
                        each.closed() ? "closed" : ""));
                return desk.show(shell, new Answer(found), table.lines());
            }
        }
    }

    /// Makes another code.
    @Command(
            name = "invite",
            description = "Make a new one-time code, for a password that was forgotten. Older codes end.",
            footer = {"", "Example:", "  salus account invite adams"})
    static final class Invite implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "USERNAME", description = "Whose account.")
        private String username = "";

        @Mixin
        private final CodeOption code = new CodeOption();

        @Mixin
        private final AccountDesk desk = new AccountDesk();

        Invite(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (SalusClient client = desk.client(shell)) {
                return code.show(shell, desk, username, client.administration().invite(username));
            }
        }
    }

    /// Closes an account.
    @Command(
            name = "close",
            description = "Close an account: its sessions end at once, its tokens within ten minutes.",
            footer = {"", "Example:", "  salus account close adams"})
    static final class Close implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "USERNAME", description = "Whose account.")
        private String username = "";

        @Mixin
        private final AccountDesk desk = new AccountDesk();

        Close(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (SalusClient client = desk.client(shell)) {
                client.administration().close(username, true);
                return desk.done(shell, username, "account " + username + " is closed");
            }
        }
    }

    /// Opens an account again.
    @Command(
            name = "open",
            description = "Open an account that was closed.",
            footer = {"", "Example:", "  salus account open adams"})
    static final class Open implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "USERNAME", description = "Whose account.")
        private String username = "";

        @Mixin
        private final AccountDesk desk = new AccountDesk();

        Open(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (SalusClient client = desk.client(shell)) {
                client.administration().close(username, false);
                return desk.done(shell, username, "account " + username + " is open");
            }
        }
    }
}
