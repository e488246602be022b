package health.salus.contracts.identity;

import static health.salus.contracts.stage.Cast.DOCTOR_A;
import static health.salus.contracts.stage.Cast.EVIDENCE;
import static health.salus.contracts.stage.Cast.NODE_1;
import static health.salus.contracts.stage.Cast.NODE_2;
import static health.salus.contracts.stage.Cast.OTHER_PATIENT;
import static health.salus.contracts.stage.Cast.PATIENT;
import static health.salus.contracts.stage.Cast.STAFF_A;
import static health.salus.contracts.stage.Cast.STAFF_B;
import static health.salus.contracts.stage.Cast.registration;

import health.salus.contracts.identity.IdentityCommand.AddKey;
import health.salus.contracts.identity.IdentityCommand.ConfirmKey;
import health.salus.contracts.identity.IdentityCommand.ProposeKey;
import health.salus.contracts.identity.IdentityCommand.RevokeKey;
import health.salus.contracts.identity.IdentityCommand.RotateKey;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.Refusal;
import health.salus.contracts.stage.Stage;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.KeyId;
import health.salus.kernel.PrincipalId;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every refusal about keys.
class KeyRefusalsTest {

    @ParameterizedTest
    @MethodSource("keys")
    void refuses(Refusal refusal) {
        refusal.verify();
    }

    static Stream<Refusal> keys() {
        KeyId current = Cast.key(PATIENT).verificationKey().id();
        KeyId fresh = Cast.key("fresh").verificationKey().id();
        AddKey add = new AddKey(PATIENT, registration("fresh"));
        RevokeKey revoke = new RevokeKey(PATIENT, current);
        ProposeKey propose = new ProposeKey(PATIENT, registration("fresh"), EVIDENCE);
        Consumer<Stage> proposed = stage -> stage.accepts(NODE_1, propose);
        Consumer<Stage> revoked = stage -> stage.accepts(PATIENT, revoke);
        return Stream.of(
                by(STAFF_A, "staff add a patient's second key", add, ErrorCode.NOT_AUTHORISED),
                by(NODE_1, "a member adds a patient's second key", add, ErrorCode.NOT_AUTHORISED),
                asserted(PATIENT, "a token adds a key", add, ErrorCode.SIGNATURE_REQUIRED),
                by(
                        PATIENT,
                        "the same key is added again",
                        new AddKey(PATIENT, registration("patient")),
                        ErrorCode.ALREADY_EXISTS),
                by(
                        PATIENT,
                        "an unknown key is rotated",
                        new RotateKey(PATIENT, fresh, registration("fresh")),
                        ErrorCode.UNKNOWN_KEY),
                by(
                        PATIENT,
                        "a revoked key is rotated",
                        revoked,
                        new RotateKey(PATIENT, current, registration("fresh")),
                        ErrorCode.REVOKED_KEY),
                asserted(
                        PATIENT,
                        "a token rotates a key",
                        new RotateKey(PATIENT, current, registration("fresh")),
                        ErrorCode.SIGNATURE_REQUIRED),
                by(
                        OTHER_PATIENT,
                        "another principal rotates a key",
                        new RotateKey(PATIENT, current, registration("fresh")),
                        ErrorCode.NOT_AUTHORISED),
                by(STAFF_A, "staff revoke a patient's key", revoke, ErrorCode.NOT_AUTHORISED),
                asserted(PATIENT, "a token revokes a key", revoke, ErrorCode.SIGNATURE_REQUIRED),
                by(PATIENT, "a key is revoked twice", revoked, revoke, ErrorCode.REVOKED_KEY),
                by(
                        STAFF_B,
                        "another employer revokes a key",
                        new RevokeKey(
                                DOCTOR_A, Cast.key(DOCTOR_A).verificationKey().id()),
                        ErrorCode.NOT_AUTHORISED),
                by(STAFF_A, "staff propose a key", propose, ErrorCode.NOT_AUTHORISED),
                asserted(NODE_1, "a member asserts a proposal", propose, ErrorCode.SIGNATURE_REQUIRED),
                by(NODE_2, "a key is proposed twice", proposed, propose, ErrorCode.ALREADY_EXISTS),
                by(
                        NODE_1,
                        "one member alone confirms",
                        proposed,
                        new ConfirmKey(PATIENT, fresh),
                        ErrorCode.NOT_AUTHORISED),
                by(STAFF_B, "staff confirm", proposed, new ConfirmKey(PATIENT, fresh), ErrorCode.NOT_AUTHORISED),
                by(
                        NODE_2,
                        "a key is confirmed that nobody proposed",
                        new ConfirmKey(PATIENT, fresh),
                        ErrorCode.UNKNOWN_KEY));
    }

    private static Refusal by(PrincipalId signer, String name, IdentityCommand command, ErrorCode code) {
        return Refusal.by(signer, name, command, code);
    }

    private static Refusal by(
            PrincipalId signer, String name, Consumer<Stage> before, IdentityCommand command, ErrorCode code) {
        return Refusal.by(signer, name, command, code).after(before);
    }

    private static Refusal asserted(PrincipalId actor, String name, IdentityCommand command, ErrorCode code) {
        return Refusal.asserted(actor, name, command, code);
    }
}
