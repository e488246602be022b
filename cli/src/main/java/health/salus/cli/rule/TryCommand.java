package health.salus.cli.rule;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.Halt;
import health.salus.cli.shell.InputFile;
import health.salus.cli.shell.Shell;
import health.salus.client.Administration;
import health.salus.client.SalusClient;
import health.salus.client.api.RehearsalPage;
import health.salus.client.rule.RuleDefinition;
import health.salus.client.rule.RuleFile;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tries a draft on the past.
@Command(
        name = "try",
        description = {
            "Try a draft on the commands of the past that it would have judged, beside the rule of their time.",
            "Nothing is changed, and nobody but the node is told. The node's administrators may ask for it."
        },
        footer = {"", "Example:", "  salus rule try break-glass.json --from 1000"})
final class TryCommand implements Callable<Integer> {

    private static final String WHO =
            "Use the node's own key: --key HOME/keys/member.pem --as service.MEMBER (salus status names the member).";

    /// What a node says to a login that may not: to the request for a token, or to its bearer.
    private static final Set<ErrorCode> NOT_THEIRS =
            Set.of(ErrorCode.INSUFFICIENT_SCOPE, ErrorCode.NOT_AUTHORISED, ErrorCode.UNAUTHENTICATED);

    private static final int MAX_CASES = 100;

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "The draft, in JSON.")
    private Path file = Path.of("");

    @Option(names = "--from", paramLabel = "HEIGHT", description = "The first block to look at (default: 0).")
    private long from;

    @Mixin
    private final Dialogue dialogue = new Dialogue();

    TryCommand(Shell shell) {
        this.shell = shell;
    }

    /// @param cases what would have been decided otherwise, the first hundred
    record Answer(
            String rule,
            long version,
            long from,
            long asked,
            long nowRefused,
            long nowPermitted,
            long failed,
            long dearest,
            List<RehearsalPage.Case> cases) {

        static Answer none(RuleDefinition draft, long from) {
            return new Answer(draft.id(), draft.version(), from, 0, 0, 0, 0, 0, List.of());
        }

        Answer and(RehearsalPage page) {
            List<RehearsalPage.Case> all = new ArrayList<>(cases);
            page.cases().stream().limit(MAX_CASES - cases.size()).forEach(all::add);
            return new Answer(
                    rule,
                    version,
                    from,
                    asked + page.asked(),
                    nowRefused + page.nowRefused(),
                    nowPermitted + page.nowPermitted(),
                    failed + page.failed(),
                    Math.max(dearest, page.dearest()),
                    all);
        }

        List<String> words(long costLimit) {
            List<String> lines = new ArrayList<>();
            lines.add("tried rule " + rule + " version " + version + " on all blocks from " + from + " on: "
                    + count(asked, "command") + " would have been judged by it");
            lines.add("  " + nowRefused + " that the rule of the time permitted would be refused");
            lines.add("  " + nowPermitted + " that it refused would be permitted");
            lines.add("  on " + failed + " it comes to no answer, which refuses");
            lines.add("  the dearest evaluation takes " + dearest + " of " + costLimit + " steps");
            for (RehearsalPage.Case each : cases) {
                lines.add("  block " + each.height() + ", transaction "
                        + each.transaction().hex() + ", command " + each.command() + ": would be "
                        + (each.permitted() ? "permitted" : "refused")
                        + each.failure().map(why -> " (" + why + ")").orElse(""));
            }
            if (cases.size() < nowRefused + nowPermitted) {
                lines.add("  and " + (nowRefused + nowPermitted - cases.size()) + " more");
            }
            return lines;
        }

        private static String count(long number, String noun) {
            return number + " " + noun + (number == 1 ? "" : "s");
        }
    }

    @Override
    public Integer call() {
        RuleDefinition draft = RuleFile.read(InputFile.read(file));
        try (SalusClient client = dialogue.connection().scoped(shell, Administration.SCOPE, Optional.empty())) {
            Answer answer = Answer.none(draft, from);
            Optional<Long> next = Optional.of(from);
            while (next.isPresent()) {
                RehearsalPage page = client.rules().rehearse(draft, next.get());
                answer = answer.and(page);
                next = page.next();
            }
            return dialogue.show(shell, answer, answer.words(draft.costLimit()));
        } catch (SalusException refused) {
            throw NOT_THEIRS.contains(refused.code())
                    ? Halt.refused("this login may not try rules on this node", WHO)
                    : refused;
        }
    }
}
