package health.salus.contracts.policy;

import health.salus.kernel.Digest;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.state.StateReader;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.SignedTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tries a rule on the commands of the past that it would have judged, beside the version that was in force then.
/// Changes nothing: blocks and state are read only.
///
/// What is compared is what the rules say, not what became of the commands: a command that an emergency rule permits
/// may have been refused for what a patient forbade.
public final class Rehearsal {

    /// Cases that are told one by one; the others are counted.
    public static final int MAX_CASES = 100;

    private final DecisionPoint point;
    private final RuleProgram tried;
    private final Policies policies;
    private final List<Case> cases = new ArrayList<>();
    private long asked;
    private long nowRefused;
    private long nowPermitted;
    private long failed;
    private long dearest;

    /// @param now the present state, which has the versions that were ever in force
    public Rehearsal(DecisionPoint point, RuleDefinition tried, StateReader now, RulePrograms programs) {
        point.check(tried);
        this.point = point;
        this.tried = RuleProgram.of(tried);
        this.policies = Policies.of(now, programs);
    }

    /// A command that would have been decided otherwise.
    ///
    /// @param permitted whether the tried rule permits it
    /// @param failure why the tried rule comes to no answer, which is a refusal
    public record Case(long height, Digest transaction, int index, boolean permitted, Optional<String> failure) {}

    /// What came of it.
    ///
    /// @param asked commands that a rule was, or would have been, asked about
    /// @param nowRefused of them, those that were permitted and would be refused
    /// @param nowPermitted those that were refused by the rule of their time and would be permitted
    /// @param failed those on which the tried rule comes to no answer
    /// @param dearest what the dearest evaluation took
    public record Report(long asked, long nowRefused, long nowPermitted, long failed, long dearest, List<Case> cases) {

        public Report {
            cases = List.copyOf(cases);
        }
    }

    public void over(Block block) {
        for (Block.Item item : block.items()) {
            SignedTransaction signed = SignedTransaction.parse(item.envelope());
            List<Command> commands = signed.transaction().commands();
            for (int i = 0; i < commands.size(); i++) {
                int index = i;
                given(new DecisionPoint.PastCommand(
                                commands.get(i), signed.transaction().attestation(), item.time()))
                        .ifPresent(given -> compare(block.height(), signed.id(), index, given));
            }
        }
    }

    /// What was malformed then was refused before any rule was asked.
    private Optional<List<NamedValue>> given(DecisionPoint.PastCommand past) {
        try {
            return point.asked(past, policies.state());
        } catch (SalusException malformed) {
            return Optional.empty();
        }
    }

    private void compare(long height, Digest transaction, int index, List<NamedValue> given) {
        asked++;
        boolean before = permittedThen(height, given);
        boolean after = false;
        Optional<String> failure = Optional.empty();
        try {
            RuleResult result = tried.evaluate(given);
            after = result.flag(point.permitting());
            dearest = Math.max(dearest, result.cost());
        } catch (SalusException noAnswer) {
            failed++;
            failure = Optional.of(noAnswer.code() + ": " + noAnswer.detail());
        }
        nowRefused += before && !after ? 1 : 0;
        nowPermitted += !before && after ? 1 : 0;
        if (before != after && cases.size() < MAX_CASES) {
            cases.add(new Case(height, transaction, index, after, failure));
        }
    }

    private boolean permittedThen(long height, List<NamedValue> given) {
        try {
            return policies.evaluate(point.rule(), height, given)
                    .map(result -> result.flag(point.permitting()))
                    .orElse(true);
        } catch (SalusException noAnswer) {
            return false;
        }
    }

    public Report report() {
        return new Report(asked, nowRefused, nowPermitted, failed, dearest, cases);
    }
}
