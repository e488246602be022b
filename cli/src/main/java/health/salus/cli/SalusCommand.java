package health.salus.cli;

import health.salus.cli.access.AccessCommand;
import health.salus.cli.consent.ConsentCommands;
import health.salus.cli.log.LogCommand;
import health.salus.cli.login.KeyCommand;
import health.salus.cli.login.LoginCommand;
import health.salus.cli.login.StatusCommand;
import health.salus.cli.login.TokenCommand;
import health.salus.cli.login.WhoamiCommand;
import health.salus.cli.network.MemberCommand;
import health.salus.cli.network.NetworkCommand;
import health.salus.cli.people.AccountCommand;
import health.salus.cli.people.ApplicationCommand;
import health.salus.cli.people.OrganisationCommand;
import health.salus.cli.people.PatientCommand;
import health.salus.cli.people.PrincipalCommand;
import health.salus.cli.receipt.ReceiptCommand;
import health.salus.cli.receipt.VerifyCommand;
import health.salus.cli.record.ImportCommand;
import health.salus.cli.record.RecordCommand;
import health.salus.cli.report.ReportCommand;
import health.salus.cli.rule.RuleCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/// The root of all commands.
@Command(
        name = "salus",
        description = {
            "A ledger for health care that no member owns.",
            "",
            "These commands run a node: start, demo, fsck, bench (each has its --help)."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = SalusCommand.Version.class,
        subcommands = {
            StatusCommand.class,
            LoginCommand.class,
            WhoamiCommand.class,
            KeyCommand.class,
            TokenCommand.class,
            ImportCommand.class,
            RecordCommand.class,
            ConsentCommands.class,
            AccessCommand.class,
            ReceiptCommand.class,
            VerifyCommand.class,
            LogCommand.class,
            ReportCommand.class,
            OrganisationCommand.class,
            PrincipalCommand.class,
            PatientCommand.class,
            AccountCommand.class,
            ApplicationCommand.class,
            MemberCommand.class,
            NetworkCommand.class,
            RuleCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit codes:",
            "  0  done",
            "  1  refused: the message says why, and what to do",
            "  2  the command line cannot be understood",
            "  3  not possible now: the node is away, or the network is",
            "  4  not proven: a receipt, a document or an answer does not hold",
            "  5  a defect",
            "",
            "Example:",
            "  salus status"
        })
final class SalusCommand {

    /// The version of the jar.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Version.class.getPackage().getImplementationVersion();
            return new String[] {"salus " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
