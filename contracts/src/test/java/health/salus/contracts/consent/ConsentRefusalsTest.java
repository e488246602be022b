package health.salus.contracts.consent;

import static health.salus.contracts.stage.Cast.DEVICE_A;
import static health.salus.contracts.stage.Cast.EVIDENCE;
import static health.salus.contracts.stage.Cast.GUARDIAN;
import static health.salus.contracts.stage.Cast.OTHER_PATIENT;
import static health.salus.contracts.stage.Cast.PATIENT;
import static health.salus.contracts.stage.Cast.STAFF_A;
import static health.salus.contracts.stage.Cast.STAFF_B;
import static health.salus.contracts.stage.Cast.SUBJECT;

import health.salus.contracts.consent.ConsentCommand.GiveConsent;
import health.salus.contracts.consent.ConsentCommand.SignDraft;
import health.salus.contracts.consent.ConsentCommand.WithdrawConsent;
import health.salus.contracts.stage.Refusal;
import health.salus.contracts.stage.Stage;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.PrincipalId;
import java.util.Collections;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every refusal of the consent contract.
class ConsentRefusalsTest {

    private static final ConsentId CONSENT = new ConsentId("c1");
    private static final Evidence SIGNED = new Evidence.Signed();
    private static final Evidence PAPER = new Evidence.Paper(EVIDENCE);
    private static final Provision PERMIT = Provision.of(Provision.Effect.PERMIT);
    private static final Provision DENY = Provision.of(Provision.Effect.DENY);

    @ParameterizedTest
    @MethodSource({"giving", "limits", "signing", "withdrawing"})
    void refuses(Refusal refusal) {
        refusal.verify();
    }

    static Stream<Refusal> giving() {
        GiveConsent signed = give(1, PERMIT, SIGNED);
        GiveConsent paper = give(1, PERMIT, PAPER);
        return Stream.of(
                Refusal.by(PATIENT, "nobody is enrolled", signed, ErrorCode.UNKNOWN_SUBJECT),
                by(OTHER_PATIENT, "another patient gives", signed, ErrorCode.NOT_AUTHORISED),
                by(GUARDIAN, "a guardian of somebody else gives", signed, ErrorCode.NOT_AUTHORISED),
                by(STAFF_A, "staff give as if they were the patient", signed, ErrorCode.NOT_AUTHORISED),
                by(PATIENT, "the patient attests paper", paper, ErrorCode.NOT_AUTHORISED),
                by(DEVICE_A, "a device attests paper", paper, ErrorCode.NOT_AUTHORISED),
                by(STAFF_B, "an organisation without care attests paper", paper, ErrorCode.NO_CARE_RELATION),
                by(PATIENT, "a version is skipped", give(2, PERMIT, SIGNED), ErrorCode.VERSION_CONFLICT),
                Refusal.by(PATIENT, "a version is given twice", signed, ErrorCode.VERSION_CONFLICT)
                        .after(given(DENY)),
                Refusal.by(
                                STAFF_A,
                                "paper replaces what the patient signed",
                                give(2, PERMIT, PAPER),
                                ErrorCode.SIGNED_BY_PATIENT)
                        .after(given(DENY)));
    }

    static Stream<Refusal> limits() {
        Provision deep = PERMIT;
        for (int i = 0; i < 8; i++) {
            deep = PERMIT.except(deep);
        }
        Provision wide = PERMIT.except(Collections.nCopies(
                        20, PERMIT.except(Collections.nCopies(10, PERMIT).toArray(Provision[]::new)))
                .toArray(Provision[]::new));
        return Stream.of(
                by(PATIENT, "provisions are too deep", give(1, deep, SIGNED), ErrorCode.LIMIT_EXCEEDED),
                by(PATIENT, "provisions are too many", give(1, wide, SIGNED), ErrorCode.LIMIT_EXCEEDED),
                Refusal.by(
                                PATIENT,
                                "the patient's rules are too many",
                                give(1, PERMIT, SIGNED),
                                ErrorCode.LIMIT_EXCEEDED)
                        .after(ConsentRefusalsTest::fullTable),
                Refusal.by(PATIENT, "consents in force are too many", give(1, PERMIT, SIGNED), ErrorCode.LIMIT_EXCEEDED)
                        .after(ConsentRefusalsTest::manyConsents));
    }

    private static void fullTable(Stage stage) {
        stage.enrolled();
        Provision large = PERMIT.except(Collections.nCopies(124, PERMIT).toArray(Provision[]::new));
        for (int i = 0; i < 8; i++) {
            stage.accepts(PATIENT, new GiveConsent(new ConsentId("large-" + i), SUBJECT, 1, large, SIGNED));
        }
    }

    private static void manyConsents(Stage stage) {
        stage.enrolled();
        for (int i = 0; i < 200; i++) {
            stage.accepts(PATIENT, new GiveConsent(new ConsentId("small-" + i), SUBJECT, 1, PERMIT, SIGNED));
        }
    }

    static Stream<Refusal> signing() {
        SignDraft sign = new SignDraft(CONSENT, SUBJECT, 1, SIGNED);
        Consumer<Stage> drafted =
                stage -> stage.enrolled().accepts(stage.assertedFor(PATIENT), give(1, PERMIT, SIGNED));
        Consumer<Stage> draftOverSigned =
                given(DENY).andThen(stage -> stage.accepts(stage.assertedFor(STAFF_A), give(2, PERMIT, PAPER)));
        return Stream.of(
                by(PATIENT, "an unknown consent is signed", sign, ErrorCode.UNKNOWN_CONSENT),
                Refusal.by(PATIENT, "what is in force is signed", sign, ErrorCode.NOT_A_DRAFT)
                        .after(given(PERMIT)),
                Refusal.by(
                                PATIENT,
                                "another version is signed",
                                new SignDraft(CONSENT, SUBJECT, 2, SIGNED),
                                ErrorCode.NOT_A_DRAFT)
                        .after(drafted),
                Refusal.asserted(PATIENT, "a token signs a draft", sign, ErrorCode.SIGNATURE_REQUIRED)
                        .after(drafted),
                Refusal.by(OTHER_PATIENT, "another patient signs a draft", sign, ErrorCode.NOT_AUTHORISED)
                        .after(drafted),
                Refusal.by(
                                STAFF_A,
                                "a draft on paper replaces what the patient signed",
                                new SignDraft(CONSENT, SUBJECT, 2, PAPER),
                                ErrorCode.SIGNED_BY_PATIENT)
                        .after(draftOverSigned));
    }

    static Stream<Refusal> withdrawing() {
        WithdrawConsent withdraw = new WithdrawConsent(CONSENT, SUBJECT, SIGNED);
        WithdrawConsent onPaper = new WithdrawConsent(CONSENT, SUBJECT, PAPER);
        Consumer<Stage> withdrawn = given(PERMIT).andThen(stage -> stage.accepts(PATIENT, withdraw));
        Consumer<Stage> paper = stage -> stage.enrolled().accepts(STAFF_A, give(1, PERMIT, PAPER));
        return Stream.of(
                by(PATIENT, "an unknown consent is withdrawn", withdraw, ErrorCode.UNKNOWN_CONSENT),
                Refusal.by(PATIENT, "a consent is withdrawn twice", withdraw, ErrorCode.UNKNOWN_CONSENT)
                        .after(withdrawn),
                Refusal.by(OTHER_PATIENT, "another patient withdraws", withdraw, ErrorCode.NOT_AUTHORISED)
                        .after(given(PERMIT)),
                Refusal.by(STAFF_A, "paper withdraws what the patient signed", onPaper, ErrorCode.SIGNED_BY_PATIENT)
                        .after(given(PERMIT)),
                Refusal.asserted(PATIENT, "a token withdraws a denial", withdraw, ErrorCode.SIGNATURE_REQUIRED)
                        .after(given(DENY)),
                Refusal.asserted(STAFF_A, "a token withdraws on paper", onPaper, ErrorCode.SIGNATURE_REQUIRED)
                        .after(paper));
    }

    private static Consumer<Stage> given(Provision root) {
        return stage -> stage.enrolled().accepts(PATIENT, give(1, root, SIGNED));
    }

    private static GiveConsent give(long version, Provision root, Evidence evidence) {
        return new GiveConsent(CONSENT, SUBJECT, version, root, evidence);
    }

    private static Refusal by(PrincipalId signer, String name, ConsentCommand command, ErrorCode code) {
        return Refusal.by(signer, name, command, code).after(Stage::enrolled);
    }
}
