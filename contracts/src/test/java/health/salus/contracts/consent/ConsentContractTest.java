package health.salus.contracts.consent;

import static health.salus.contracts.stage.Cast.EVIDENCE;
import static health.salus.contracts.stage.Cast.GUARDIAN;
import static health.salus.contracts.stage.Cast.HOSPITAL_B;
import static health.salus.contracts.stage.Cast.OTHER_SUBJECT;
import static health.salus.contracts.stage.Cast.PATIENT;
import static health.salus.contracts.stage.Cast.STAFF_A;
import static health.salus.contracts.stage.Cast.STAFF_B;
import static health.salus.contracts.stage.Cast.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.consent.ConsentCommand.GiveConsent;
import health.salus.contracts.consent.ConsentCommand.SignDraft;
import health.salus.contracts.consent.ConsentCommand.WithdrawConsent;
import health.salus.contracts.consent.ConsentResult.Status;
import health.salus.contracts.consent.VersionRecord.Cause;
import health.salus.contracts.identity.IdentityCommand.BindGuardian;
import health.salus.contracts.identity.IdentityCommand.UnlinkSubjects;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.Cell;
import health.salus.contracts.records.TypeGroup;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.Stage;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Giving, signing and withdrawing consents.
class ConsentContractTest {

    private static final ConsentId CONSENT = new ConsentId("c1");
    private static final Provision PERMIT =
            Provision.of(Provision.Effect.PERMIT).to(Recipients.organisation(HOSPITAL_B));
    private static final Provision DENY = Provision.of(Provision.Effect.DENY).to(Recipients.organisation(HOSPITAL_B));
    private static final Evidence SIGNED = new Evidence.Signed();
    private static final Evidence PAPER = new Evidence.Paper(EVIDENCE);

    private final Stage stage = new Stage().enrolled();

    @Test
    void patientGives() {
        ConsentResult result = ConsentResult.decode(stage.accepts(PATIENT, give(1, PERMIT, SIGNED)));
        assertThat(result).isEqualTo(new ConsentResult(Status.ACTIVE, 1, 1));
        assertThat(permitted(SUBJECT)).isTrue();
        ConsentVersion inForce = record().inForce().orElseThrow();
        assertThat(inForce.givenBy()).isEqualTo(PATIENT);
        assertThat(inForce.root()).isEqualTo(PERMIT);
    }

    @Test
    void guardianGives() {
        stage.accepts(PATIENT, new BindGuardian(SUBJECT, GUARDIAN, EVIDENCE, Optional.empty()));
        stage.accepts(GUARDIAN, give(1, PERMIT, SIGNED));
        assertThat(permitted(SUBJECT)).isTrue();
    }

    @Test
    void staffAttestPaper() {
        stage.accepts(STAFF_A, give(1, PERMIT, PAPER));
        assertThat(permitted(SUBJECT)).isTrue();
        assertThat(record().inForce().orElseThrow().evidence()).isEqualTo(PAPER);
    }

    @Test
    void tokenLeavesADraftUntilThePatientSigns() {
        ConsentResult drafted =
                ConsentResult.decode(stage.accepts(stage.assertedFor(PATIENT), give(1, PERMIT, SIGNED)));
        assertThat(drafted).isEqualTo(new ConsentResult(Status.DRAFT, 1, 0));
        assertThat(permitted(SUBJECT)).isFalse();
        stage.accepts(PATIENT, new SignDraft(CONSENT, SUBJECT, 1, SIGNED));
        assertThat(permitted(SUBJECT)).isTrue();
        assertThat(record().draft()).isEmpty();
    }

    @Test
    void staffPutADraftBeforeThePatient() {
        stage.accepts(stage.assertedFor(STAFF_A), give(1, PERMIT, SIGNED));
        assertThat(permitted(SUBJECT)).isFalse();
        stage.refuses(STAFF_A, new SignDraft(CONSENT, SUBJECT, 1, SIGNED), ErrorCode.NOT_AUTHORISED);
        stage.accepts(PATIENT, new SignDraft(CONSENT, SUBJECT, 1, SIGNED));
        assertThat(permitted(SUBJECT)).isTrue();
    }

    @Test
    void whoProposesMayTakeItBackUntilItIsSigned() {
        stage.accepts(stage.assertedFor(STAFF_A), give(1, PERMIT, SIGNED));
        stage.refuses(
                stage.assertedFor(STAFF_B), new WithdrawConsent(CONSENT, SUBJECT, SIGNED), ErrorCode.NO_CARE_RELATION);
        stage.accepts(stage.assertedFor(STAFF_A), new WithdrawConsent(CONSENT, SUBJECT, SIGNED));
        assertThat(record().draft()).isEmpty();
        stage.accepts(stage.assertedFor(STAFF_A), give(2, PERMIT, SIGNED));
        stage.accepts(PATIENT, new SignDraft(CONSENT, SUBJECT, 2, SIGNED));
        stage.refuses(
                stage.assertedFor(STAFF_A), new WithdrawConsent(CONSENT, SUBJECT, SIGNED), ErrorCode.NOT_AUTHORISED);
    }

    @Test
    void onlyWhoCaresForThePatientProposes() {
        stage.refuses(stage.assertedFor(STAFF_B), give(1, PERMIT, SIGNED), ErrorCode.NO_CARE_RELATION);
        stage.refuses(stage.assertedFor(GUARDIAN), give(1, PERMIT, SIGNED), ErrorCode.NOT_AUTHORISED);
    }

    @Test
    void aConsentIsFoundByItsIdAlone() {
        stage.otherEnrolled();
        stage.accepts(PATIENT, give(1, PERMIT, SIGNED));
        assertThat(Consents.of(stage.state()).find(CONSENT).orElseThrow().subject())
                .isEqualTo(SUBJECT);
        stage.accepts(stage.assertedFor(STAFF_B), new GiveConsent(CONSENT, OTHER_SUBJECT, 1, DENY, SIGNED));
        assertThat(Consents.of(stage.state()).find(CONSENT).orElseThrow().subject())
                .as("who comes later does not take an id away")
                .isEqualTo(SUBJECT);
        assertThat(Consents.of(stage.state()).find(new ConsentId("unheard"))).isEmpty();
    }

    @Test
    void staffSignADraftOnPaper() {
        stage.accepts(stage.assertedFor(STAFF_A), give(1, PERMIT, PAPER));
        assertThat(permitted(SUBJECT)).isFalse();
        stage.accepts(STAFF_A, new SignDraft(CONSENT, SUBJECT, 1, PAPER));
        assertThat(permitted(SUBJECT)).isTrue();
    }

    @Test
    void draftOfAFurtherVersionLeavesTheOneInForceAlone() {
        stage.accepts(PATIENT, give(1, PERMIT, SIGNED));
        stage.accepts(stage.assertedFor(PATIENT), give(2, DENY, SIGNED));
        assertThat(permitted(SUBJECT)).isTrue();
        stage.accepts(PATIENT, new SignDraft(CONSENT, SUBJECT, 2, SIGNED));
        assertThat(permitted(SUBJECT)).isFalse();
    }

    @Test
    void withdrawnConsentIsNotInForceAndMayBeGivenAgain() {
        stage.accepts(PATIENT, give(1, PERMIT, SIGNED));
        ConsentResult result =
                ConsentResult.decode(stage.accepts(PATIENT, new WithdrawConsent(CONSENT, SUBJECT, SIGNED)));
        assertThat(result).isEqualTo(new ConsentResult(Status.INACTIVE, 1, 2));
        assertThat(permitted(SUBJECT)).isFalse();
        assertThat(record().withdrawnAt()).contains(stage.time());
        stage.accepts(PATIENT, give(2, PERMIT, SIGNED));
        assertThat(permitted(SUBJECT)).isTrue();
        assertThat(Consents.of(stage.state()).all(SUBJECT)).hasSize(1);
    }

    @Test
    void everyVersionStaysWithWhatBecameOfIt() {
        stage.accepts(PATIENT, give(1, PERMIT, SIGNED));
        Digest first = stage.transaction();
        Instant begun = stage.time();
        stage.pass(Duration.ofMinutes(1));
        stage.accepts(stage.assertedFor(PATIENT), give(2, DENY, SIGNED));
        stage.pass(Duration.ofMinutes(1));
        stage.accepts(PATIENT, give(3, DENY, SIGNED));
        Instant replaced = stage.time();
        stage.pass(Duration.ofMinutes(1));
        stage.accepts(PATIENT, new WithdrawConsent(CONSENT, SUBJECT, SIGNED));

        List<VersionRecord> versions = Consents.of(stage.state()).versions(record(), 10);
        assertThat(Consents.of(stage.state()).versions(record(), 1)).containsExactly(versions.getLast());
        assertThat(versions).extracting(each -> each.version().version()).containsExactly(1L, 2L, 3L);
        assertThat(versions).extracting(VersionRecord::draft).containsExactly(false, true, false);
        assertThat(versions)
                .extracting(each -> each.ending().orElseThrow().cause())
                .containsExactly(Cause.REPLACED, Cause.REPLACED, Cause.WITHDRAWN);
        assertThat(versions.getFirst().version().transaction()).isEqualTo(first);
        assertThat(versions.getLast().ending())
                .contains(new VersionRecord.Ending(Cause.WITHDRAWN, stage.time(), PATIENT, stage.transaction()));
        assertThat(versions.getFirst().isInForce(begun)).isTrue();
        assertThat(versions.getFirst().isInForce(begun.minusNanos(1))).isFalse();
        assertThat(versions.getFirst().isInForce(replaced)).isFalse();
        assertThat(versions.get(1).isInForce(replaced.minusNanos(1))).isFalse();
    }

    @Test
    void signedDraftBecomesTheVersionOfItsNumber() {
        stage.accepts(PATIENT, give(1, DENY, SIGNED));
        stage.accepts(stage.assertedFor(PATIENT), give(2, PERMIT, SIGNED));
        stage.accepts(PATIENT, new SignDraft(CONSENT, SUBJECT, 2, SIGNED));
        List<VersionRecord> versions = Consents.of(stage.state()).versions(record(), 10);
        assertThat(versions).extracting(VersionRecord::draft).containsExactly(false, false);
        assertThat(versions.getFirst().ending().map(VersionRecord.Ending::cause))
                .contains(Cause.REPLACED);
        assertThat(versions.getLast().ending()).isEmpty();
        assertThat(versions.getLast().version().transaction()).isEqualTo(stage.transaction());
    }

    /// Without a permit there is only less to read, so a token is enough; without a denial there is more.
    @Test
    void tokenWithdrawsWhatOnlyPermits() {
        stage.accepts(PATIENT, give(1, PERMIT, SIGNED));
        stage.accepts(stage.assertedFor(PATIENT), new WithdrawConsent(CONSENT, SUBJECT, SIGNED));
        assertThat(permitted(SUBJECT)).isFalse();
        stage.accepts(PATIENT, give(2, PERMIT.except(DENY), SIGNED));
        stage.refuses(
                stage.assertedFor(PATIENT),
                new WithdrawConsent(CONSENT, SUBJECT, SIGNED),
                ErrorCode.SIGNATURE_REQUIRED);
    }

    @Test
    void linkedPseudonymsShareConsents() {
        stage.otherEnrolled();
        stage.accepts(PATIENT, give(1, PERMIT, SIGNED));
        assertThat(permitted(OTHER_SUBJECT)).isFalse();
        stage.linked();
        assertThat(permitted(OTHER_SUBJECT)).isTrue();
        stage.accepts(PATIENT, new GiveConsent(CONSENT, OTHER_SUBJECT, 1, DENY, SIGNED));
        assertThat(permitted(SUBJECT)).isFalse();
        stage.accepts(PATIENT, new UnlinkSubjects(SUBJECT, OTHER_SUBJECT));
        assertThat(permitted(SUBJECT)).isTrue();
        assertThat(permitted(OTHER_SUBJECT)).isFalse();
    }

    private static GiveConsent give(long version, Provision root, Evidence evidence) {
        return new GiveConsent(CONSENT, SUBJECT, version, root, evidence);
    }

    private ConsentRecord record() {
        return Consents.of(stage.state()).find(SUBJECT, CONSENT).orElseThrow();
    }

    private boolean permitted(SubjectId subject) {
        Reader reader = new Reader(Cast.DOCTOR_B, PrincipalKind.PRACTITIONER, HOSPITAL_B, PurposeOfUse.TREAT);
        Cell cell = new Cell(TypeGroup.PROBLEMS, List.of(), Cast.HOSPITAL_A);
        Answer answer = Consents.of(stage.state())
                .tables(subject)
                .decide(new Question(reader, stage.time(), cell, "Condition", Optional.empty()));
        return answer.permit().isPresent();
    }
}
