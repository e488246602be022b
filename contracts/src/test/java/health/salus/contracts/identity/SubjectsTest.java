package health.salus.contracts.identity;

import static health.salus.contracts.stage.Cast.CLINIC;
import static health.salus.contracts.stage.Cast.EVIDENCE;
import static health.salus.contracts.stage.Cast.GUARDIAN;
import static health.salus.contracts.stage.Cast.HOSPITAL_A;
import static health.salus.contracts.stage.Cast.HOSPITAL_B;
import static health.salus.contracts.stage.Cast.NODE_1;
import static health.salus.contracts.stage.Cast.NODE_2;
import static health.salus.contracts.stage.Cast.OTHER_PATIENT;
import static health.salus.contracts.stage.Cast.OTHER_SUBJECT;
import static health.salus.contracts.stage.Cast.PATIENT;
import static health.salus.contracts.stage.Cast.STAFF_A;
import static health.salus.contracts.stage.Cast.STAFF_B;
import static health.salus.contracts.stage.Cast.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.identity.IdentityCommand.AddKey;
import health.salus.contracts.identity.IdentityCommand.BindGuardian;
import health.salus.contracts.identity.IdentityCommand.BindPatient;
import health.salus.contracts.identity.IdentityCommand.CloseCareRelation;
import health.salus.contracts.identity.IdentityCommand.ConfirmKey;
import health.salus.contracts.identity.IdentityCommand.EnrolSubject;
import health.salus.contracts.identity.IdentityCommand.LinkSubjects;
import health.salus.contracts.identity.IdentityCommand.OpenCareRelation;
import health.salus.contracts.identity.IdentityCommand.ProposeKey;
import health.salus.contracts.identity.IdentityCommand.RevokeKey;
import health.salus.contracts.identity.IdentityCommand.UnbindGuardian;
import health.salus.contracts.identity.IdentityCommand.UnlinkSubjects;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.Stage;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import java.time.Duration;
import java.util.List;
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
        stage.accepts(PATIENT, new BindGuardian(SUBJECT, GUARDIAN, EVIDENCE, Optional.empty()));
        stage.linked();
        assertThat(subjects().linked(OTHER_SUBJECT)).containsExactly(SUBJECT, OTHER_SUBJECT);
        assertThat(subjects().isGuardian(GUARDIAN, OTHER_SUBJECT, stage.time())).isTrue();
        assertThat(subjects().isCaredForBy(OTHER_SUBJECT, HOSPITAL_A, stage.time()))
                .isTrue();
        stage.accepts(PATIENT, new UnlinkSubjects(OTHER_SUBJECT, SUBJECT));
        assertThat(subjects().linked(OTHER_SUBJECT)).containsExactly(OTHER_SUBJECT);
        assertThat(subjects().isGuardian(GUARDIAN, OTHER_SUBJECT, stage.time())).isFalse();
        assertThat(subjects().isCaredForBy(OTHER_SUBJECT, HOSPITAL_A, stage.time()))
                .isFalse();
    }

    /// A child, or somebody who cannot act: until there is a key, those who care see to it that somebody does.
    @Test
    void carerNamesTheGuardianOnlyOfWhoHoldsNoKey() {
        stage.accepts(STAFF_A, new EnrolSubject(SUBJECT, EVIDENCE));
        PrincipalId child = stage.withoutKey("child");
        stage.accepts(STAFF_A, new BindPatient(SUBJECT, child));
        BindGuardian guardian = new BindGuardian(SUBJECT, GUARDIAN, EVIDENCE, Optional.empty());
        stage.accepts(STAFF_A, guardian);
        KeyRegistration key = Cast.registration("child");
        stage.accepts(STAFF_A, new AddKey(child, key));
        stage.refuses(STAFF_A, guardian, ErrorCode.NOT_AUTHORISED);
        stage.refuses(GUARDIAN, guardian, ErrorCode.NOT_AUTHORISED);
        assertThat(subjects().isGuardian(GUARDIAN, SUBJECT, stage.time()))
                .as("who was named before stays until unbound")
                .isTrue();
        stage.accepts(child, new UnbindGuardian(SUBJECT, GUARDIAN));
        stage.refuses(STAFF_A, guardian, ErrorCode.NOT_AUTHORISED);
        stage.accepts(child, new RevokeKey(child, key.key().id()));
        stage.accepts(STAFF_A, guardian);
    }

    /// Between the confirmation of a new key and its first day, nobody else decides either.
    @Test
    void keyThatIsComingCounts() {
        stage.enrolled();
        KeyRegistration fresh = Cast.registration("fresh");
        stage.accepts(NODE_1, new ProposeKey(PATIENT, fresh, EVIDENCE));
        stage.accepts(NODE_2, new ConfirmKey(PATIENT, fresh.key().id()));
        stage.accepts(
                PATIENT,
                new RevokeKey(PATIENT, Cast.key(PATIENT).verificationKey().id()));
        assertThat(Keys.of(stage.state()).inForce(PATIENT, stage.time())).isEmpty();
        stage.refuses(
                STAFF_A, new BindGuardian(SUBJECT, GUARDIAN, EVIDENCE, Optional.empty()), ErrorCode.NOT_AUTHORISED);
    }

    /// Else a hospital would bring its own guardian in beside a pseudonym that it made up.
    @Test
    void noGuardianComesInThroughALink() {
        stage.enrolled().otherEnrolled();
        stage.accepts(STAFF_B, new OpenCareRelation(SUBJECT, HOSPITAL_B, Optional.empty()));
        stage.accepts(STAFF_B, new BindGuardian(OTHER_SUBJECT, GUARDIAN, EVIDENCE, Optional.empty()));
        stage.refuses(STAFF_B, new LinkSubjects(OTHER_SUBJECT, SUBJECT, EVIDENCE), ErrorCode.NOT_AUTHORISED);
        stage.refuses(STAFF_B, new LinkSubjects(SUBJECT, OTHER_SUBJECT, EVIDENCE), ErrorCode.NOT_AUTHORISED);
    }

    @Test
    void handingOverIsDoneUnderAllPseudonyms() {
        stage.enrolled().otherEnrolled().linked();
        stage.accepts(PATIENT, new BindPatient(SUBJECT, OTHER_PATIENT));
        assertThat(subjects().isPatient(OTHER_PATIENT, OTHER_SUBJECT)).isTrue();
        assertThat(subjects().isPatient(PATIENT, SUBJECT)).isFalse();
        assertThat(subjects().actedForBy(PATIENT, stage.time())).isEmpty();
        assertThat(subjects().actedForBy(OTHER_PATIENT, stage.time()))
                .containsExactlyInAnyOrder(SUBJECT, OTHER_SUBJECT);
    }

    @Test
    void whatThePatientEndsIsEndedUnderAllPseudonyms() {
        stage.enrolled().otherEnrolled().linked();
        stage.accepts(PATIENT, new CloseCareRelation(SUBJECT, HOSPITAL_B));
        assertThat(subjects().isCaredForBy(SUBJECT, HOSPITAL_B, stage.time())).isFalse();
        assertThat(subjects().isCaredForBy(OTHER_SUBJECT, HOSPITAL_B, stage.time()))
                .isFalse();
        for (SubjectId one : List.of(SUBJECT, OTHER_SUBJECT)) {
            stage.refuses(
                    STAFF_B, new OpenCareRelation(one, HOSPITAL_B, Optional.empty()), ErrorCode.CLOSED_BY_PATIENT);
        }
        stage.accepts(PATIENT, new OpenCareRelation(SUBJECT, HOSPITAL_B, Optional.empty()));
        assertThat(subjects().isCaredForBy(OTHER_SUBJECT, HOSPITAL_B, stage.time()))
                .isTrue();
    }

    @Test
    void organisationThatLeavesLeavesAllPseudonyms() {
        stage.enrolled().otherEnrolled();
        stage.accepts(STAFF_B, new OpenCareRelation(SUBJECT, HOSPITAL_B, Optional.empty()));
        stage.linked();
        stage.accepts(STAFF_B, new CloseCareRelation(SUBJECT, HOSPITAL_B));
        assertThat(subjects().isCaredForBy(OTHER_SUBJECT, HOSPITAL_B, stage.time()))
                .isFalse();
        stage.accepts(STAFF_B, new OpenCareRelation(OTHER_SUBJECT, HOSPITAL_B, Optional.empty()));
        assertThat(subjects().isCaredForBy(SUBJECT, HOSPITAL_B, stage.time())).isTrue();
    }

    /// Hospital A enrols a fresh pseudonym, and another hospital links it to that of a patient who sent A away.
    @Test
    void linkBringsNobodyBackWhomThePatientSentAway() {
        stage.accepts(STAFF_A, new EnrolSubject(SUBJECT, EVIDENCE));
        PrincipalId patient = stage.withoutKey("patient-with-a-token");
        stage.accepts(STAFF_A, new BindPatient(SUBJECT, patient));
        stage.accepts(stage.assertedFor(patient), new CloseCareRelation(SUBJECT, HOSPITAL_A));
        stage.accepts(STAFF_A, new EnrolSubject(OTHER_SUBJECT, EVIDENCE));
        LinkSubjects link = new LinkSubjects(SUBJECT, OTHER_SUBJECT, EVIDENCE);
        stage.refuses(STAFF_A, link, ErrorCode.NOT_AUTHORISED);
        stage.accepts(STAFF_B, new OpenCareRelation(SUBJECT, HOSPITAL_B, Optional.empty()));
        stage.accepts(STAFF_B, new OpenCareRelation(OTHER_SUBJECT, HOSPITAL_B, Optional.empty()));
        stage.accepts(STAFF_B, link);
        assertThat(subjects().isCaredForBy(SUBJECT, HOSPITAL_A, stage.time())).isFalse();
        assertThat(subjects().isCaredForBy(OTHER_SUBJECT, HOSPITAL_A, stage.time()))
                .isFalse();
        stage.refuses(
                STAFF_A,
                new OpenCareRelation(OTHER_SUBJECT, HOSPITAL_A, Optional.empty()),
                ErrorCode.CLOSED_BY_PATIENT);
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
