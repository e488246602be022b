package health.salus.contracts.policy;

import static health.salus.contracts.stage.Cast.NODE_1;
import static health.salus.contracts.stage.Cast.NODE_2;
import static health.salus.contracts.stage.WrittenRule.BREAK_GLASS;
import static health.salus.contracts.stage.WrittenRule.emergency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.policy.PolicyCommand.ProposeRule;
import health.salus.contracts.policy.RuleType.Scalar;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.Stage;
import health.salus.contracts.stage.WrittenRule;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PoliciesTest {

    private final Stage stage = new Stage();

    private void propose(long version) {
        stage.accepts(
                version % 2 == 1 ? NODE_1 : NODE_2,
                new ProposeRule(WrittenRule.breakGlass(version, "seconds < " + version * 100)
                        .expect(true, emergency("BTG", 1))
                        .build()));
    }

    private Optional<Long> inForce(long height) {
        return Policies.inForce(stage.state(), BREAK_GLASS, height).map(RuleInForce::version);
    }

    @Test
    void versionsAreKeptAsTheyWereProposed() {
        propose(1);
        propose(2);
        Policies policies = Policies.of(stage.state());
        assertThat(policies.rules(0, 10)).containsExactly(new RuleRecord(BREAK_GLASS, 2));
        RuleVersion first = policies.version(BREAK_GLASS, 1).orElseThrow();
        assertThat(first.author()).isEqualTo(NODE_1);
        assertThat(first.member()).isEqualTo(Cast.M1);
        assertThat(first.definition().clauses().getFirst().expression()).isEqualTo("seconds < 100");
        assertThat(policies.version(BREAK_GLASS, 2).orElseThrow().member()).isEqualTo(Cast.M2);
        assertThat(policies.version(BREAK_GLASS, 3)).isEmpty();
    }

    @Test
    void draftsJudgeNothing() {
        propose(1);
        assertThat(inForce(Long.MAX_VALUE)).isEmpty();
        assertThat(Policies.of(stage.state()).evaluate(BREAK_GLASS, 1, List.of()))
                .isEmpty();
        assertThat(Policies.of(stage.state()).terms(BREAK_GLASS)).isEmpty();
    }

    @Test
    void versionsAreInForceFromTheirHeightsOn() {
        propose(1);
        propose(2);
        Policies.enact(stage.state(), BREAK_GLASS, 1, 10);
        Policies.enact(stage.state(), BREAK_GLASS, 2, 20);
        Policies.retire(stage.state(), BREAK_GLASS, 30);
        Policies.enact(stage.state(), BREAK_GLASS, 1, 40);
        assertThat(inForce(9)).isEmpty();
        assertThat(inForce(10)).contains(1L);
        assertThat(inForce(19)).contains(1L);
        assertThat(inForce(20)).contains(2L);
        assertThat(inForce(30)).isEmpty();
        assertThat(inForce(40)).contains(1L);
        assertThat(Policies.of(stage.state()).terms(BREAK_GLASS))
                .containsExactly(
                        new Term(1, 10, Optional.of(20L)),
                        new Term(2, 20, Optional.of(30L)),
                        new Term(1, 40, Optional.empty()));
    }

    @Test
    void laterDecisionTakesThePlaceOfWhatWasStillToCome() {
        propose(1);
        propose(2);
        propose(3);
        Policies.enact(stage.state(), BREAK_GLASS, 1, 10);
        Policies.enact(stage.state(), BREAK_GLASS, 2, 100);
        Policies.enact(stage.state(), BREAK_GLASS, 3, 50);
        assertThat(inForce(49)).contains(1L);
        assertThat(inForce(50)).contains(3L);
        assertThat(inForce(100)).contains(3L);
        assertThat(Policies.of(stage.state()).terms(BREAK_GLASS))
                .containsExactly(new Term(1, 10, Optional.of(50L)), new Term(3, 50, Optional.empty()));
    }

    @Test
    void versionInForceAnswers() {
        propose(1);
        propose(2);
        Policies.enact(stage.state(), BREAK_GLASS, 1, 10);
        Policies.enact(stage.state(), BREAK_GLASS, 2, 20);
        Policies policies = Policies.of(stage.state());
        RuleResult first =
                policies.evaluate(BREAK_GLASS, 10, emergency("BTG", 150)).orElseThrow();
        RuleResult second =
                policies.evaluate(BREAK_GLASS, 20, emergency("BTG", 150)).orElseThrow();
        assertThat(first.title()).isEqualTo("rule access.break-glass version 1");
        assertThat(first.flag("permit")).isFalse();
        assertThat(second.flag("permit")).isTrue();
    }

    @Test
    void onlyWhatWasProposedComesIntoForce() {
        refusesUnknown(() -> Policies.enact(stage.state(), BREAK_GLASS, 1, 10));
        refusesUnknown(() -> Policies.retire(stage.state(), BREAK_GLASS, 10));
        propose(1);
        refusesUnknown(() -> Policies.enact(stage.state(), BREAK_GLASS, 2, 10));
        refusesUnknown(() -> Policies.enact(stage.state(), new RuleId("other"), 1, 10));
    }

    private static void refusesUnknown(ThrowingCallable enacting) {
        assertThatThrownBy(enacting)
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_RULE));
    }

    @Test
    void rulesOfTheirOwnNeedNoDecisionPoint() {
        stage.accepts(
                NODE_1,
                new ProposeRule(WrittenRule.of("claims.copay", 1)
                        .input("amount", Scalar.INT)
                        .clause("copay", Scalar.INT, "amount / 10")
                        .expect(List.of(NamedValue.of("copay", 12)), List.of(NamedValue.of("amount", 120)))
                        .build()));
        Policies.enact(stage.state(), new RuleId("claims.copay"), 1, 1);
        RuleResult result = Policies.of(stage.state())
                .evaluate(new RuleId("claims.copay"), 1, List.of(NamedValue.of("amount", 70)))
                .orElseThrow();
        assertThat(result.values()).containsExactly(NamedValue.of("copay", 7));
    }
}
