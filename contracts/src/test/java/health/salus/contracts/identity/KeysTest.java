package health.salus.contracts.identity;

import static health.salus.contracts.stage.Cast.DOCTOR_A;
import static health.salus.contracts.stage.Cast.EVIDENCE;
import static health.salus.contracts.stage.Cast.HOSPITAL_A;
import static health.salus.contracts.stage.Cast.NODE_1;
import static health.salus.contracts.stage.Cast.NODE_2;
import static health.salus.contracts.stage.Cast.PATIENT;
import static health.salus.contracts.stage.Cast.STAFF_A;
import static health.salus.contracts.stage.Cast.registration;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.identity.IdentityCommand.AddKey;
import health.salus.contracts.identity.IdentityCommand.ConfirmKey;
import health.salus.contracts.identity.IdentityCommand.ProposeKey;
import health.salus.contracts.identity.IdentityCommand.RegisterPrincipal;
import health.salus.contracts.identity.IdentityCommand.RevokeKey;
import health.salus.contracts.identity.IdentityCommand.RotateKey;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.Stage;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.KeyId;
import health.salus.kernel.PrincipalId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How keys come and go.
class KeysTest {

    private static final KeyId CURRENT = Cast.key(PATIENT).verificationKey().id();
    private static final KeyId FRESH = Cast.key("fresh").verificationKey().id();
    private static final Duration DELAY = Duration.ofSeconds(NetworkLimits.DEFAULT.keyDelaySeconds());

    private final Stage stage = new Stage();

    @Test
    void ownerAddsAKey() {
        stage.accepts(PATIENT, new AddKey(PATIENT, registration("fresh")));
        assertThat(inForce()).containsExactly(CURRENT, FRESH);
    }

    @Test
    void rotatedKeyEndsWhenTheNewOneBegins() {
        stage.accepts(PATIENT, new RotateKey(PATIENT, CURRENT, registration("fresh")));
        assertThat(inForce()).containsExactly(FRESH);
        KeyRecord replaced = Keys.of(stage.state()).find(PATIENT, CURRENT).orElseThrow();
        assertThat(replaced.isInForce(stage.time().minusNanos(1))).isTrue();
        assertThat(replaced.isRevoked(stage.time())).isTrue();
    }

    @Test
    void ownerRevokesAKeyForGood() {
        stage.accepts(PATIENT, new RevokeKey(PATIENT, CURRENT));
        assertThat(inForce()).isEmpty();
        stage.refuses(PATIENT, new AddKey(PATIENT, registration("patient")), ErrorCode.ALREADY_EXISTS);
    }

    @Test
    void employerRevokesTheKeyOfWhoLeaves() {
        stage.accepts(
                STAFF_A,
                new RevokeKey(DOCTOR_A, Cast.key(DOCTOR_A).verificationKey().id()));
        assertThat(Keys.of(stage.state()).inForce(DOCTOR_A, stage.time())).isEmpty();
    }

    @Test
    void registrarAddsTheFirstKeyOnly() {
        PrincipalId deviceless = new PrincipalId("deviceless");
        stage.accepts(STAFF_A, new RegisterPrincipal(deviceless, PrincipalKind.PATIENT, HOSPITAL_A, List.of()));
        stage.accepts(STAFF_A, new AddKey(deviceless, registration("first")));
        stage.refuses(STAFF_A, new AddKey(deviceless, registration("second")), ErrorCode.NOT_AUTHORISED);
    }

    @Test
    void twoMembersGiveAKeyAfterTheDelay() {
        stage.accepts(NODE_1, new ProposeKey(PATIENT, registration("fresh"), EVIDENCE));
        assertThat(inForce()).containsExactly(CURRENT);
        stage.accepts(NODE_2, new ConfirmKey(PATIENT, FRESH));
        assertThat(inForce()).containsExactly(CURRENT);
        stage.pass(DELAY.minusNanos(1));
        assertThat(inForce()).containsExactly(CURRENT);
        stage.pass(Duration.ofNanos(1));
        assertThat(inForce()).containsExactly(CURRENT, FRESH);
    }

    @Test
    void ownerObjectsToAProposal() {
        stage.accepts(NODE_1, new ProposeKey(PATIENT, registration("fresh"), EVIDENCE));
        stage.accepts(PATIENT, new RevokeKey(PATIENT, FRESH));
        stage.refuses(NODE_2, new ConfirmKey(PATIENT, FRESH), ErrorCode.UNKNOWN_KEY);
    }

    @Test
    void ownerObjectsWithinTheDelay() {
        stage.accepts(NODE_1, new ProposeKey(PATIENT, registration("fresh"), EVIDENCE));
        stage.accepts(NODE_2, new ConfirmKey(PATIENT, FRESH));
        stage.accepts(PATIENT, new RevokeKey(PATIENT, FRESH));
        stage.pass(DELAY.multipliedBy(2));
        assertThat(inForce()).containsExactly(CURRENT);
    }

    @Test
    void keysOfAPrincipalAreLimited() {
        for (int i = 1; i < 64; i++) {
            stage.accepts(PATIENT, new AddKey(PATIENT, registration("key-" + i)));
        }
        stage.refuses(PATIENT, new AddKey(PATIENT, registration("key-64")), ErrorCode.LIMIT_EXCEEDED);
    }

    private List<KeyId> inForce() {
        return Keys.of(stage.state()).inForce(PATIENT, stage.time()).stream()
                .map(record -> record.key().id())
                .toList();
    }
}
