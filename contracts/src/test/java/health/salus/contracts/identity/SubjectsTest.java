package health.salus.contracts.identity;

import static health.salus.contracts.stage.Cast.CLINIC;
import static health.salus.contracts.stage.Cast.EVIDENCE;
import static health.salus.contracts.stage.Cast.GUARDIAN;
import static health.salus.contracts.stage.Cast.HOSPITAL_A;
import static health.salus.contracts.stage.Cast.HOSPITAL_B;
import static health.salus.contracts.stage.Cast.OTHER_PATIENT;
import static health.salus.contracts.stage.Cast.OTHER_SUBJECT;
import static health.salus.contracts.stage.Cast.PATIENT;
import static health.salus.contracts.stage.Cast.STAFF_A;
import static health.salus.contracts.stage.Cast.STAFF_B;
import static health.salus.contracts.stage.Cast.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.identity.IdentityCommand.BindGuardian;
import health.salus.contracts.identity.IdentityCommand.BindPatient;
import health.salus.contracts.identity.IdentityCommand.CloseCareRelation;
import health.salus.contracts.identity.IdentityCommand.EnrolSubject;
import health.salus.contracts.identity.IdentityCommand.LinkSubjects;
import health.salus.contracts.identity.IdentityCommand.OpenCareRelation;
import health.salus.contracts.identity.IdentityCommand.UnbindGuardian;
import health.salus.contracts.identity.IdentityCommand.UnlinkSubjects;
import health.salus.contracts.stage.Stage;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SubjectId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Patients, who acts for them, who cares for them, and which pseudonyms are one person.
class SubjectsTest {

    private final Stage stage = new Stage();

    @Test
    void enrollingOpensTheCareRelation() {
        stage.accepts(STAFF_A, new EnrolSubject(SUBJECT, EVIDENCE));
        SubjectRecord subject = subjects().require(SUBJECT);
        assertThat(subject.enrolledBy()).isEqualTo(HOSPITAL_A);
        assertThat(subject.evidence()).isEqualTo(EVIDENCE);
        assertThat(subjects().isCaredForBy(SUBJECT, HOSPITAL_A, stage.time())).isTrue();
        assertThat(subjects().careRelations(SUBJECT))
                .extracting(CareRelation::basis)
                .containsExactly(CareRelation.Basis.ENROLMENT);
    }

    @Test
    void nodeAssertsForStaffWithAToken() {
        stage.accepts(stage.assertedFor(STAFF_A), new EnrolSubject(SUBJECT, EVIDENCE));
        assertThat(subjects().find(SUBJECT)).isPresent();
    }

    @Test
    void boundPatientHandsOver() {
        stage.enrolled();
        assertThat(subjects().isPatient(PATIENT, SUBJECT)).isTrue();
        stage.accepts(PATIENT, new BindPatient(SUBJECT, OTHER_PATIENT));
        assertThat(subjects().isPatient(PATIENT, SUBJECT)).isFalse();
        assertThat(subjects().actedForBy(OTHER_PATIENT, stage.time())).containsExactly(SUBJECT);
        assertThat(subjects().actedForBy(PATIENT, stage.time())).isEmpty();
    }

    @Test
    void guardianActsUntilTheEnd() {
        stage.enrolled();
        var end = stage.time().plusSeconds(10);
        stage.accepts(PATIENT, new BindGuardian(SUBJECT, GUARDIAN, EVIDENCE, Optional.of(end)));
        assertThat(subjects().speaksFor(GUARDIAN, SUBJECT, end)).isTrue();
        assertThat(subjects().speaksFor(GUARDIAN, SUBJECT, end.plusNanos(1))).isFalse();
        stage.accepts(GUARDIAN, new UnbindGuardian(SUBJECT, GUARDIAN));
        assertThat(subjects().speaksFor(GUARDIAN, SUBJECT, stage.time())).isFalse();
    }

    @Test
    void careIsOpenedByWhoMay() {
        stage.enrolled();
        stage.accepts(STAFF_B, new OpenCareRelation(SUBJECT, HOSPITAL_B, Optional.empty()));
        assertThat(basis(HOSPITAL_B)).contains(CareRelation.Basis.ORGANISATION);
        stage.accepts(STAFF_B, new OpenCareRelation(SUBJECT, CLINIC, Optional.empty()));
        assertThat(basis(CLINIC)).contains(CareRelation.Basis.REFERRAL);
        stage.accepts(PATIENT, new OpenCareRelation(SUBJECT, CLINIC, Optional.empty()));
        assertThat(basis(CLINIC)).contains(CareRelation.Basis.PATIENT);
        assertThat(subjects().careRelations(SUBJECT))
                .extracting(CareRelation::organisation)
                .containsExactly(HOSPITAL_A, HOSPITAL_B, CLINIC);
    }

    @Test
    void careEndsInTime() {
        stage.enrolled();
        var end = stage.time().plusSeconds(10);
        stage.accepts(PATIENT, new OpenCareRelation(SUBJECT, HOSPITAL_B, Optional.of(end)));
        assertThat(subjects().isCaredForBy(SUBJECT, HOSPITAL_B, end)).isTrue();
        assertThat(subjects().isCaredForBy(SUBJECT, HOSPITAL_B, end.plusNanos(1)))
                .isFalse();
    }

    @Test
    void organisationReopensWhatItEndedItself() {
        stage.enrolled();
        stage.accepts(STAFF_A, new CloseCareRelation(SUBJECT, HOSPITAL_A));
        assertThat(subjects().isCaredForBy(SUBJECT, HOSPITAL_A, stage.time())).isFalse();
        stage.accepts(STAFF_A, new OpenCareRelation(SUBJECT, HOSPITAL_A, Optional.empty()));
        assertThat(subjects().isCaredForBy(SUBJECT, HOSPITAL_A, stage.time())).isTrue();
    }

    @Test
    void patientReopensWhatThePatientEnded() {
        stage.enrolled();
        stage.accepts(stage.assertedFor(PATIENT), new CloseCareRelation(SUBJECT, HOSPITAL_A));
        stage.accepts(PATIENT, new OpenCareRelation(SUBJECT, HOSPITAL_A, Optional.empty()));
        stage.pass(Duration.ofSeconds(1));
        assertThat(subjects().isCaredForBy(SUBJECT, HOSPITAL_A, stage.time())).isTrue();
    }

    @Test
    void linkedPseudonymsAreOnePersonUntilUnlinked() {
        stage.enrolled().otherEnrolled();
        stage.accepts(STAFF_B, new OpenCareRelation(SUBJECT, HOSPITAL_B, Optional.empty()));
        stage.accepts(STAFF_B, new LinkSubjects(SUBJECT, OTHER_SUBJECT, EVIDENCE));
        assertThat(subjects().linked(OTHER_SUBJECT)).containsExactly(SUBJECT, OTHER_SUBJECT);
        assertThat(subjects().isPatient(PATIENT, OTHER_SUBJECT)).isTrue();
        assertThat(subjects().isCaredForBy(OTHER_SUBJECT, HOSPITAL_A, stage.time()))
                .isTrue();
        stage.accepts(PATIENT, new UnlinkSubjects(OTHER_SUBJECT, SUBJECT));
        assertThat(subjects().linked(OTHER_SUBJECT)).containsExactly(OTHER_SUBJECT);
        assertThat(subjects().isPatient(PATIENT, OTHER_SUBJECT)).isFalse();
        assertThat(subjects().isCaredForBy(OTHER_SUBJECT, HOSPITAL_A, stage.time()))
                .isFalse();
    }

    @Test
    void duplicatesOfAPersonAreLimited() {
        SubjectId first = new SubjectId("duplicate-0");
        stage.accepts(STAFF_A, new EnrolSubject(first, EVIDENCE));
        SubjectId last = first;
        for (int i = 1; i < 16; i++) {
            SubjectId next = new SubjectId("duplicate-" + i);
            stage.accepts(STAFF_A, new EnrolSubject(next, EVIDENCE));
            stage.accepts(STAFF_A, new LinkSubjects(last, next, EVIDENCE));
            last = next;
        }
        assertThat(subjects().linked(first)).hasSize(16);
        SubjectId beyond = new SubjectId("duplicate-16");
        stage.accepts(STAFF_A, new EnrolSubject(beyond, EVIDENCE));
        stage.refuses(STAFF_A, new LinkSubjects(first, beyond, EVIDENCE), ErrorCode.LIMIT_EXCEEDED);
    }

    private Optional<CareRelation.Basis> basis(OrganisationId organisation) {
        return subjects().careRelation(SUBJECT, organisation).map(CareRelation::basis);
    }

    private Subjects subjects() {
        return Subjects.of(stage.state());
    }
}
