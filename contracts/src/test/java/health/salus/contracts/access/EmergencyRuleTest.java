package health.salus.contracts.access;

import static health.salus.contracts.stage.Cast.DOCTOR_B;
import static health.salus.contracts.stage.Cast.M2;
import static health.salus.contracts.stage.Cast.NODE_1;
import static health.salus.contracts.stage.Cast.STAFF_B;
import static health.salus.contracts.stage.Cast.SUBJECT;
import static health.salus.contracts.stage.WrittenRule.BREAK_GLASS;
import static health.salus.contracts.stage.WrittenRule.emergency;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.access.AccessCommand.OpenSession;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.policy.NamedValue;
import health.salus.contracts.policy.Policies;
import health.salus.contracts.policy.PolicyCommand.ProposeRule;
import health.salus.contracts.policy.RuleType.Scalar;
import health.salus.contracts.stage.Stage;
import health.salus.contracts.stage.WrittenRule;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SessionId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The network's own rule stands beside what the contract asks of an emergency.
class EmergencyRuleTest {

    private final Stage stage = new Stage().enrolled();
    private int sessions;

    private OpenSession emergencyFor(long seconds) {
        return open(PurposeOfUse.ETREAT, seconds, new SessionBasis.BreakGlass("ERTREAT"));
    }

    private OpenSession open(PurposeOfUse purpose, long seconds, SessionBasis basis) {
        return new OpenSession(new SessionId("session-" + sessions++), SUBJECT, purpose, seconds, basis, M2);
    }

    private void inForce(WrittenRule rule) {
        stage.accepts(NODE_1, new ProposeRule(rule.build()));
        Policies.enact(stage.state(), BREAK_GLASS, 1, stage.height() + 1);
    }

    @Test
    void asksNothingUntilARuleIsInForce() {
        inForce(WrittenRule.breakGlass(1, "seconds < 7200").expect(true, emergency("ETREAT", 60)));
        stage.accepts(DOCTOR_B, emergencyFor(7200));
        stage.pass(Duration.ofMinutes(1));
        assertThat(stage.refuses(DOCTOR_B, emergencyFor(7200), ErrorCode.EMERGENCY_NOT_PERMITTED))
                .isEqualTo("rule access.break-glass version 1 does not permit it");
        stage.accepts(DOCTOR_B, emergencyFor(7199));
    }

    @Test
    void leavesOtherSessionsAlone() {
        inForce(WrittenRule.breakGlass(1, "false").expect(false, emergency("ETREAT", 60)));
        stage.pass(Duration.ofMinutes(1));
        assertThat(stage.refuses(
                        DOCTOR_B, open(PurposeOfUse.TREAT, 60, new SessionBasis.Normal()), ErrorCode.CONSENT_DENIED))
                .isEqualTo("denied by DEFAULT");
        assertThat(refusalOf(STAFF_B)).isEqualTo("practitioners break the glass");
        assertThat(refusalOf(DOCTOR_B)).isEqualTo("rule access.break-glass version 1 does not permit it");
    }

    private String refusalOf(PrincipalId reader) {
        return stage.refuses(reader, emergencyFor(60), ErrorCode.EMERGENCY_NOT_PERMITTED);
    }

    /// Dawn is at midnight, and the stage begins a minute later.
    @Test
    void isAskedWithAllThatItIsOffered() {
        String expression = "purpose == 'ETREAT' && reason == 'ERTREAT' && organisation == 'hospital-b'"
                + " && reader_member == 'm2' && seconds == 60 && hour_utc == 3 && time.getMinutes() == 1";
        WrittenRule rule = WrittenRule.of(BREAK_GLASS.value(), 1).clause("permit", Scalar.BOOL, expression);
        new EmergencyRule()
                .offered()
                .forEach(input -> rule.input(input.name(), input.type().of()));
        inForce(rule.refuses(ErrorCode.MALFORMED, List.of(NamedValue.of("seconds", 1))));
        stage.pass(Duration.ofHours(3));
        stage.accepts(DOCTOR_B, emergencyFor(60));
        stage.pass(Duration.ofHours(1));
        stage.refuses(DOCTOR_B, emergencyFor(60), ErrorCode.EMERGENCY_NOT_PERMITTED);
    }

    @Test
    void ruleThatComesToNoAnswerPermitsNothing() {
        inForce(WrittenRule.breakGlass(1, "3600 / (seconds - 60) > 1").expect(true, emergency("ETREAT", 120)));
        stage.pass(Duration.ofMinutes(1));
        stage.accepts(DOCTOR_B, emergencyFor(120));
        assertThat(stage.refuses(DOCTOR_B, emergencyFor(60), ErrorCode.RULE_FAILED))
                .isEqualTo("rule access.break-glass version 1, clause permit: a division by zero");
    }

    @Test
    void ruleThatTakesTooMuchPermitsNothing() {
        inForce(WrittenRule.breakGlass(1, "seconds < 100 || [1, 2, 3].all(x, x < seconds)")
                .costLimit(20)
                .expect(true, emergency("ETREAT", 60)));
        stage.pass(Duration.ofMinutes(1));
        stage.accepts(DOCTOR_B, emergencyFor(60));
        assertThat(stage.refuses(DOCTOR_B, emergencyFor(100), ErrorCode.LIMIT_EXCEEDED))
                .isEqualTo("rule access.break-glass version 1 takes more than its 20 steps on these values");
    }
}
