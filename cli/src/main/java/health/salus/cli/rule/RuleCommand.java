package health.salus.cli.rule;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.InputFile;
import health.salus.cli.shell.Pages;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Signature;
import health.salus.cli.shell.Table;
import health.salus.client.SalusClient;
import health.salus.client.api.RulePage;
import health.salus.client.api.RuleSummary;
import health.salus.client.api.RuleVersion;
import health.salus.client.command.PolicyCommand;
import health.salus.client.command.RuleText;
import health.salus.client.rule.RuleDefinition;
import health.salus.client.rule.RuleFile;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.proof.membership.MemberHome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Rules.
@Command(
        name = "rule",
        description = {
            "Rules that the consortium writes itself, in CEL.",
            "",
            "Before these: salus rule check FILE, which needs no node and no network (it has its --help)."
        },
        subcommands = {RuleCommand.ListRules.class, RuleCommand.Show.class, TryCommand.class, RuleCommand.Propose.class
        },
        footer = {"", "Example:", "  salus rule list"})
public final class RuleCommand {

    private RuleCommand() {}

    /// Lists rules.
    @Command(
            name = "list",
            description = "List the rules that were proposed, and which version of each is in force.",
            footer = {"", "Example:", "  salus rule list"})
    static final class ListRules implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        ListRules(Shell shell) {
            this.shell = shell;
        }

        record Answer(List<RuleSummary> items) {}

        @Override
        public Integer call() {
            try (SalusClient client = dialogue.client(shell)) {
                List<RuleSummary> found = Pages.all(client.rules()::list, RulePage::items, RulePage::next);
                Table table = new Table();
                found.forEach(each -> table.row(
                        each.rule(),
                        each.inForce()
                                .map(version -> "version " + version + " in force")
                                .orElse("not in force"),
                        each.latest() == 1 ? "1 version" : each.latest() + " versions"));
                return dialogue.show(shell, new Answer(found), table.lines());
            }
        }
    }

    /// Shows a version.
    @Command(
            name = "show",
            description = {
                "Show a version of a rule as it was proposed, with its tests and the digest that a vote names.",
                "With --out, write it to a file, for salus rule check."
            },
            footer = {"", "Example:", "  salus rule show access.break-glass --out break-glass.json"})
    static final class Show implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "RULE", description = "Its name.")
        private String rule = "";

        @Option(
                names = "--rule-version",
                paramLabel = "NUMBER",
                description = "Which version (default: the one in force, else the latest).")
        private Optional<Long> version = Optional.empty();

        @Option(names = "--out", paramLabel = "FILE", description = "Write the rule to this file.")
        private Optional<Path> out = Optional.empty();

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        Show(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (SalusClient client = dialogue.client(shell)) {
                RuleSummary summary = client.rules().find(rule);
                RuleVersion shown = client.rules()
                        .version(rule, version.or(summary::inForce).orElse(summary.latest()));
                RuleDefinition definition = RuleDefinition.decode(shown.definition());
                out.ifPresent(file -> MemberHome.write(file, Octets.utf8(RuleFile.write(definition))));
                return dialogue.show(shell, shown, words(summary, shown, definition));
            }
        }

        private List<String> words(RuleSummary summary, RuleVersion shown, RuleDefinition definition) {
            List<String> lines = new ArrayList<>();
            lines.add("rule " + shown.rule() + " version " + shown.version() + ", content with SHA-256 "
                    + shown.content().hex());
            lines.add("  proposed by " + shown.author() + " of member " + shown.member() + " at " + shown.proposed()
                    + ", block " + shown.height());
            lines.addAll(RuleText.lines(definition));
            for (RuleSummary.Term term : summary.terms()) {
                if (term.version() == shown.version()) {
                    lines.add("  in force from block " + term.from() + " on"
                            + term.until()
                                    .map(until -> ", until block " + until)
                                    .orElse(""));
                }
            }
            out.ifPresent(file -> lines.add("written to " + file));
            return lines;
        }
    }

    /// Proposes a version.
    @Command(
            name = "propose",
            description = {
                "Propose the next version of a rule: every member checks it, and runs its tests, before it is taken.",
                "It judges nothing until the members vote for it.",
                "Signed with the member's own key: keys/member.pem in the home."
            },
            footer = {"", "Example:", "  salus rule propose break-glass.json"})
    static final class Propose implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "FILE", description = "The rule, in JSON.")
        private Path file = Path.of("");

        @ArgGroup(validate = false, heading = Signature.HEADING)
        private Signature signature = new Signature();

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        Propose(Shell shell) {
            this.shell = shell;
        }

        /// @param content digest of the definition, which a vote names
        record Proposal(String rule, long version, Digest content, Signature.Answer transaction) {}

        @Override
        public Integer call() {
            RuleDefinition rule = RuleFile.read(InputFile.read(file));
            try (SalusClient client = dialogue.client(shell)) {
                Signature.Answer signed = signature.sign(
                        shell,
                        dialogue.connection(),
                        dialogue.output(),
                        client,
                        new PolicyCommand.ProposeRule(rule).toCommand());
                List<String> words = new ArrayList<>(signed.words());
                words.add("every member took the rule; it judges once they vote for its content, with SHA-256 "
                        + rule.digest().hex());
                words.add("salus network propose ID --rule " + file);
                return dialogue.show(shell, new Proposal(rule.id(), rule.version(), rule.digest(), signed), words);
            }
        }
    }
}
