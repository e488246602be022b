package health.salus.cli.network;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.Halt;
import health.salus.cli.shell.InputFile;
import health.salus.cli.shell.Pages;
import health.salus.cli.shell.Registrar;
import health.salus.cli.shell.Shell;
import health.salus.client.SalusClient;
import health.salus.client.api.Proposal;
import health.salus.client.api.ProposalPage;
import health.salus.client.command.Change;
import health.salus.client.command.GovernanceCommand;
import health.salus.client.command.GovernanceText;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// How members decide about the network itself. Each is signed with a member's own key: keys/member.pem in its home.
final class VotingCommands {

    private VotingCommands() {}

    /// A program that lacks rules that are in force stops: nobody should vote for what the own node does not have.
    private static void requireKnown(SalusClient client, List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof Change.SetContractVersion(String contract, int version)
                    && client.network().contracts().stream()
                            .noneMatch(each -> each.contract().equals(contract) && each.has(version))) {
                throw new SalusException(
                        ErrorCode.UNSUPPORTED_VERSION,
                        "this member's node has no version " + version + " of contract " + contract
                                + ", and would stop when it is put in force: install a newer Salus first");
            }
        }
    }

    /// Proposes changes.
    @Command(
            name = "propose",
            description = {
                "Propose changes of the network to its members, and vote for them.",
                "Signed with the member's own key: keys/member.pem in the home, as service.MEMBER."
            },
            footer = {
                "",
                "Example:",
                "  salus network propose admit-hill --admit hill.application --key north/keys/member.pem"
                        + " --as service.north"
            })
    static final class Propose implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "ID", description = "The proposal's name: small letters, digits and '-'.")
        private String id = "";

        @ArgGroup(exclusive = false, heading = ChangeOptions.HEADING)
        private ChangeOptions changes = new ChangeOptions();

        @Option(
                names = "--days",
                paramLabel = "N",
                defaultValue = "14",
                description = "For how many days members may vote (default: ${DEFAULT-VALUE}).")
        private long days;

        @Option(
                names = "--not-before",
                paramLabel = "HEIGHT",
                defaultValue = "0",
                description = "The first block that may begin with the changes (default: the next after acceptance).")
        private long notBefore;

        @Option(
                names = "--rationale",
                paramLabel = "FILE",
                description = "A document that explains it: its SHA-256 goes to the ledger, the file does not.")
        private Optional<Path> rationale = Optional.empty();

        @Mixin
        private final Registrar registrar = new Registrar();

        Propose(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (SalusClient client = registrar.client(shell)) {
                List<Change> wanted = changes.changes(client.status().network());
                requireKnown(client, wanted);
                Instant expires = shell.surroundings().time().now().plus(Duration.ofDays(days));
                GovernanceCommand.Propose proposal = new GovernanceCommand.Propose(
                        id, wanted, notBefore, expires, rationale.map(file -> Digest.sha256(InputFile.read(file))));
                return registrar.change(
                        shell,
                        client,
                        id,
                        List.of(proposal),
                        List.of("the other members vote with: salus network vote " + id + " --for"));
            }
        }
    }

    /// Votes.
    @Command(
            name = "vote",
            description = {
                "Vote for or against a proposal, which is shown first. A vote may be given again until it is decided.",
                "Signed with the member's own key: keys/member.pem in the home, as service.MEMBER."
            },
            footer = {"", "Example:", "  salus network vote admit-hill --for"})
    static final class Vote implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "ID", description = "The proposal.")
        private String id = "";

        @Option(names = "--for", description = "Approve of it.")
        private boolean approve;

        @Option(names = "--against", description = "Be against it.")
        private boolean reject;

        @Mixin
        private final Registrar registrar = new Registrar();

        Vote(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            if (approve == reject) {
                throw Halt.usage("it is not said how you vote", "Give one of --for and --against.");
            }
            try (SalusClient client = registrar.client(shell)) {
                GovernanceCommand.Propose content = client.proposal(id).content();
                if (!content.proposal().equals(id)) {
                    throw new SalusException(ErrorCode.NOT_PROVEN, "the node showed another proposal than " + id);
                }
                if (approve) {
                    requireKnown(client, content.changes());
                }
                registrar.tell(shell, GovernanceText.proposal(content));
                return registrar.change(
                        shell,
                        client,
                        id,
                        List.of(new GovernanceCommand.Vote(id, content.digest(), approve)),
                        List.of());
            }
        }
    }

    /// Takes a proposal back.
    @Command(
            name = "withdraw",
            description = "Take back a proposal of your own while it is open.",
            footer = {"", "Example:", "  salus network withdraw admit-hill"})
    static final class Withdraw implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "ID", description = "The proposal.")
        private String id = "";

        @Mixin
        private final Registrar registrar = new Registrar();

        Withdraw(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (SalusClient client = registrar.client(shell)) {
                return registrar.change(shell, client, id, List.of(new GovernanceCommand.Withdraw(id)), List.of());
            }
        }
    }

    /// Lists proposals.
    @Command(
            name = "proposals",
            description = "Show what members vote about, or voted about: all proposals, or one.",
            footer = {"", "Example:", "  salus network proposals"})
    static final class Proposals implements Callable<Integer> {

        private final Shell shell;

        @Parameters(arity = "0..1", paramLabel = "ID", description = "Only this proposal.")
        private Optional<String> id = Optional.empty();

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        Proposals(Shell shell) {
            this.shell = shell;
        }

        record Answer(List<Proposal> items) {

            List<String> words() {
                List<String> lines = new ArrayList<>();
                items.forEach(each -> lines.addAll(words(each)));
                return lines.isEmpty() ? List.of("nothing was proposed") : lines;
            }

            private static List<String> words(Proposal proposal) {
                List<String> lines = new ArrayList<>(GovernanceText.proposal(proposal.content()));
                lines.add("  proposed by " + proposal.proposer());
                proposal.votes()
                        .forEach(vote -> lines.add(
                                "  " + vote.member() + " votes " + (vote.approve() ? "for" : "against") + " it"));
                lines.add("  " + proposal.state()
                        + proposal.height().map(height -> ", block " + height).orElse("")
                        + proposal.code().map(code -> ": " + code).orElse("")
                        + proposal.detail().map(detail -> ": " + detail).orElse(""));
                return lines;
            }
        }

        @Override
        public Integer call() {
            try (SalusClient client = dialogue.client(shell)) {
                Answer answer = new Answer(id.map(client::proposal)
                        .map(List::of)
                        .orElseGet(() -> Pages.all(client::proposals, ProposalPage::items, ProposalPage::next)));
                return dialogue.show(shell, answer, answer.words());
            }
        }
    }
}
