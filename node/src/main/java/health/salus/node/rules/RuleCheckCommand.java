package health.salus.node.rules;

import health.salus.client.api.ApiJson;
import health.salus.client.rule.RuleFile;
import health.salus.contracts.SalusContracts;
import health.salus.contracts.policy.RuleCheck;
import health.salus.contracts.policy.RuleDefinition;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `rule check FILE`: makes the check that every member makes of a rule that is proposed, with nothing but the file. It
/// is in the node's program because the command line's has no contracts, and so no CEL.
public final class RuleCheckCommand {

    private static final int REFUSED = 1;

    private RuleCheckCommand() {}

    /// @param content digest of the definition, which a vote names
    /// @param asked whether a contract asks a rule of this name
    /// @param dearest steps of the dearest test
    record Answer(
            String rule,
            long version,
            Digest content,
            boolean asked,
            boolean passed,
            long costLimit,
            long dearest,
            List<Test> tests) {}

    /// @param found what came in place of what was expected
    record Test(String name, boolean passed, long cost, Optional<String> found) {}

    /// @param file the rule, as docs/formats/rule-file.md has it
    /// @return 0 when the members would take the rule, 1 when a test of it fails
    /// @throws SalusException when it is no rule at all
    public static int run(Path file, boolean json, PrintStream out) {
        RuleDefinition rule = read(file);
        Answer answer = check(rule);
        if (json) {
            out.println(ApiJson.pretty(answer));
        } else {
            words(answer).forEach(out::println);
        }
        return answer.passed() ? 0 : REFUSED;
    }

    private static RuleDefinition read(Path file) {
        try {
            Octets json = Octets.wrap(Files.readAllBytes(file));
            return RuleDefinition.decode(RuleFile.read(json).encode());
        } catch (IOException unreadable) {
            throw new SalusException(ErrorCode.NOT_FOUND, file + " cannot be read", unreadable);
        }
    }

    private static Answer check(RuleDefinition rule) {
        List<RuleCheck.Trial> trials = trials(rule);
        return new Answer(
                rule.id().value(),
                rule.version(),
                rule.digest(),
                SalusContracts.decisionPoints().stream()
                        .anyMatch(point -> point.rule().equals(rule.id())),
                trials.stream().allMatch(RuleCheck.Trial::passed),
                rule.costLimit(),
                trials.stream().mapToLong(RuleCheck.Trial::cost).max().orElse(0),
                trials.stream()
                        .map(each -> new Test(each.name(), each.passed(), each.cost(), each.found()))
                        .toList());
    }

    /// What the library says of an expression never reaches the ledger, where its words might change; an author is
    /// told.
    private static List<RuleCheck.Trial> trials(RuleDefinition rule) {
        try {
            return new RuleCheck(SalusContracts.decisionPoints()).trials(rule);
        } catch (SalusException refused) {
            Throwable cause = refused.getCause();
            String said = cause == null || cause instanceof SalusException ? "" : "\n" + cause.getMessage();
            throw new SalusException(refused.code(), refused.detail() + said, refused);
        }
    }

    private static List<String> words(Answer answer) {
        List<String> lines = new ArrayList<>();
        lines.add("rule " + answer.rule() + " version " + answer.version() + ", content with SHA-256 "
                + answer.content().hex());
        if (!answer.asked()) {
            lines.add("  no contract of this program asks a rule of this name");
        }
        for (Test test : answer.tests()) {
            lines.add((test.passed() ? "  passed, " : "  FAILED, ") + test.cost() + " steps: " + test.name()
                    + test.found().map(found -> " (" + found + ")").orElse(""));
        }
        lines.add("the dearest test takes " + answer.dearest() + " of " + answer.costLimit() + " steps");
        lines.add(
                answer.passed()
                        ? "the members would take this rule: salus rule propose"
                        : "the members would refuse this rule: its tests do not come out as they say");
        return lines;
    }
}
