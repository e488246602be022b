package health.salus.contracts.governance;

import static health.salus.contracts.stage.Cast.DAWN;
import static health.salus.contracts.stage.Cast.DOCTOR_B;
import static health.salus.contracts.stage.Cast.M2;
import static health.salus.contracts.stage.Cast.NODE_1;
import static health.salus.contracts.stage.Cast.NODE_2;
import static health.salus.contracts.stage.Cast.SUBJECT;
import static health.salus.contracts.stage.WrittenRule.BREAK_GLASS;
import static health.salus.contracts.stage.WrittenRule.emergency;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.access.AccessCommand.OpenSession;
import health.salus.contracts.access.SessionBasis;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.policy.Policies;
import health.salus.contracts.policy.PolicyCommand.ProposeRule;
import health.salus.contracts.policy.RuleDefinition;
import health.salus.contracts.policy.RuleId;
import health.salus.contracts.policy.Term;
import health.salus.contracts.stage.Stage;
import health.salus.contracts.stage.WrittenRule;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Rules judge when the members have voted for them.
class RuleVotesTest {

    private static final PrincipalId NODE_3 = new PrincipalId("node-3");
    private static final RuleDefinition HOUR = rule(1, "seconds <= 3600");
    private static final RuleDefinition DAY = rule(2, "seconds <= 86400");

    private final Stage stage = new Stage().enrolled();
    private int sessions;

    private static RuleDefinition rule(long version, String expression) {
        return WrittenRule.breakGlass(version, expression)
                .expect(true, emergency("ETREAT", 60))
                .build();
    }

    private static Change enact(RuleDefinition rule) {
        return new Change.EnactRule(rule.id(), rule.version(), rule.digest());
    }

    private OpenSession emergencyFor(long seconds) {
        return new OpenSession(
                new SessionId("session-" + sessions++),
                SUBJECT,
                PurposeOfUse.ETREAT,
                seconds,
                new SessionBasis.BreakGlass("ERTREAT"),
                M2);
    }

    private static GovernanceCommand.Propose propose(String id, long notBefore, Change... changes) {
        return new GovernanceCommand.Propose(
                new ProposalId(id), List.of(changes), notBefore, DAWN.plus(Duration.ofDays(30)), Optional.empty());
    }

    private void agree(GovernanceCommand.Propose proposal) {
        stage.accepts(NODE_1, proposal);
        stage.accepts(NODE_2, new GovernanceCommand.Vote(proposal.proposal(), proposal.digest(), true));
        stage.accepts(NODE_3, new GovernanceCommand.Vote(proposal.proposal(), proposal.digest(), true));
    }

    @Test
    void aRuleJudgesFromTheBlockOnThatBeginsWithIt() {
        stage.accepts(NODE_1, new ProposeRule(HOUR));
        agree(propose("hour", 0, enact(HOUR)));
        stage.accepts(DOCTOR_B, emergencyFor(7200));
        stage.beginBlock();
        long first = stage.height();
        assertThat(stage.refuses(DOCTOR_B, emergencyFor(7200), ErrorCode.EMERGENCY_NOT_PERMITTED))
                .isEqualTo("rule access.break-glass version 1 does not permit it");
        stage.accepts(DOCTOR_B, emergencyFor(3600));
        assertThat(Policies.of(stage.state()).terms(BREAK_GLASS)).containsExactly(new Term(1, first, Optional.empty()));
        assertThat(Proposals.of(stage.state()).epoch())
                .as("the members are the same")
                .isEqualTo(Epoch.FIRST);
    }

    @Test
    void aLaterVersionTakesItsPlaceAndCanBeRevoked() {
        stage.accepts(NODE_1, new ProposeRule(HOUR));
        stage.accepts(NODE_2, new ProposeRule(DAY));
        agree(propose("hour", 0, enact(HOUR)));
        stage.beginBlock();
        long first = stage.height();
        agree(propose("day", 0, enact(DAY)));
        stage.beginBlock();
        stage.accepts(DOCTOR_B, emergencyFor(7200));
        agree(propose("none", stage.height() + 3, new Change.RevokeRule(BREAK_GLASS)));
        stage.beginBlock();
        assertThat(Policies.inForce(stage.state(), BREAK_GLASS, stage.height())).isPresent();
        stage.beginBlock();
        stage.beginBlock();
        assertThat(Policies.of(stage.state()).terms(BREAK_GLASS))
                .containsExactly(
                        new Term(1, first, Optional.of(first + 1)), new Term(2, first + 1, Optional.of(first + 4)));
        stage.refuses(NODE_1, propose("again", 0, new Change.RevokeRule(BREAK_GLASS)), ErrorCode.UNKNOWN_RULE);
    }

    @Test
    void nobodyVotesForWhatWasNotProposedAsItWasRead() {
        stage.refuses(NODE_1, propose("early", 0, enact(HOUR)), ErrorCode.UNKNOWN_RULE);
        stage.accepts(NODE_1, new ProposeRule(HOUR));
        Change other = new Change.EnactRule(BREAK_GLASS, 1, Digest.sha256(Octets.utf8("another rule")));
        assertThat(stage.refuses(NODE_1, propose("other", 0, other), ErrorCode.VERSION_CONFLICT))
                .contains("read it again");
        stage.refuses(NODE_1, propose("next", 0, enact(DAY)), ErrorCode.UNKNOWN_RULE);
        stage.refuses(
                NODE_1, propose("unknown", 0, new Change.RevokeRule(new RuleId("claims.x"))), ErrorCode.UNKNOWN_RULE);
        assertThat(Policies.inForce(stage.state(), BREAK_GLASS, Long.MAX_VALUE)).isEmpty();
    }
}
