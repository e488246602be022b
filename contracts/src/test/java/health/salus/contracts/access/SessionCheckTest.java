package health.salus.contracts.access;

import static health.salus.contracts.stage.Cast.DOCTOR_A;
import static health.salus.contracts.stage.Cast.DOCTOR_B;
import static health.salus.contracts.stage.Cast.HOSPITAL_B;
import static health.salus.contracts.stage.Cast.M1;
import static health.salus.contracts.stage.Cast.M2;
import static health.salus.contracts.stage.Cast.NODE_2;
import static health.salus.contracts.stage.Cast.OTHER_SUBJECT;
import static health.salus.contracts.stage.Cast.PATIENT;
import static health.salus.contracts.stage.Cast.STAFF_B;
import static health.salus.contracts.stage.Cast.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.access.AccessCommand.CloseSession;
import health.salus.contracts.access.AccessCommand.OpenSession;
import health.salus.contracts.consent.ConsentCommand.GiveConsent;
import health.salus.contracts.consent.ConsentCommand.WithdrawConsent;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Content;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Period;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.identity.IdentityCommand.UnlinkSubjects;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.TypeGroup;
import health.salus.contracts.stage.Stage;
import health.salus.contracts.stage.Writing;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What custodians release against a session.
class SessionCheckTest {

    private static final SessionId SESSION = new SessionId("session");
    private static final ConsentId CONSENT = new ConsentId("c1");
    private static final Evidence SIGNED = new Evidence.Signed();
    private static final Provision PROBLEMS_TO_B = Provision.of(Provision.Effect.PERMIT)
            .to(Recipients.organisation(HOSPITAL_B))
            .about(Content.typeGroups(TypeGroup.PROBLEMS));

    private final Stage stage = new Stage().enrolled();

    @BeforeEach
    void openSession() {
        Writing.write(stage, DOCTOR_A, SUBJECT, "problem", TypeGroup.PROBLEMS);
        Writing.write(stage, DOCTOR_A, SUBJECT, "observation", TypeGroup.OBSERVATIONS);
        stage.accepts(PATIENT, new GiveConsent(CONSENT, SUBJECT, 1, PROBLEMS_TO_B, SIGNED));
        open(SESSION);
    }

    @Test
    void coversWhatWasPermitted() {
        assertThat(refusal("problem")).isEmpty();
        assertThat(refusal("observation")).contains(ErrorCode.NOT_COVERED_BY_SESSION);
        assertThat(refusal("nothing")).contains(ErrorCode.NOT_COVERED_BY_SESSION);
    }

    @Test
    void isForItsReadersNodeOnly() {
        assertThat(SessionCheck.refusal(stage.state(), SESSION, new SegmentId("problem"), M1, stage.time()))
                .contains(ErrorCode.NOT_AUTHORISED);
        assertThat(SessionCheck.refusal(
                        stage.state(), new SessionId("other"), new SegmentId("problem"), M2, stage.time()))
                .contains(ErrorCode.UNKNOWN_SESSION);
    }

    @Test
    void doesNotCoverWhatIsWrittenLater() {
        stage.pass(Duration.ofSeconds(1));
        Writing.write(stage, DOCTOR_A, SUBJECT, "later", TypeGroup.PROBLEMS);
        assertThat(refusal("later")).contains(ErrorCode.NOT_COVERED_BY_SESSION);
        open(new SessionId("next"));
        assertThat(SessionCheck.refusal(stage.state(), new SessionId("next"), new SegmentId("later"), M2, stage.time()))
                .isEmpty();
    }

    @Test
    void endsInTime() {
        stage.pass(Duration.ofSeconds(599));
        assertThat(refusal("problem")).isEmpty();
        stage.pass(Duration.ofSeconds(1));
        assertThat(refusal("problem")).contains(ErrorCode.SESSION_EXPIRED);
    }

    @Test
    void endsWhenItIsClosed() {
        stage.accepts(NODE_2, new CloseSession(SESSION));
        assertThat(refusal("problem")).contains(ErrorCode.SESSION_REVOKED);
    }

    @Test
    void endsWhenThePatientClosesIt() {
        stage.accepts(stage.assertedFor(PATIENT), new CloseSession(SESSION));
        assertThat(refusal("problem")).contains(ErrorCode.SESSION_REVOKED);
    }

    @Test
    void endsWhenItsConsentIsWithdrawn() {
        stage.accepts(PATIENT, new WithdrawConsent(CONSENT, SUBJECT, SIGNED));
        assertThat(refusal("problem")).contains(ErrorCode.SESSION_REVOKED);
    }

    @Test
    void endsWhenAnotherConsentDenies() {
        Provision denial = Provision.of(Provision.Effect.DENY).to(Recipients.organisation(HOSPITAL_B));
        stage.accepts(PATIENT, new GiveConsent(new ConsentId("c2"), SUBJECT, 1, denial, SIGNED));
        assertThat(refusal("problem")).contains(ErrorCode.SESSION_REVOKED);
    }

    @Test
    void endsWithThePeriodOfItsConsent() {
        Provision brief = PROBLEMS_TO_B.during(Period.until(stage.time().plusSeconds(10)));
        stage.accepts(PATIENT, new GiveConsent(CONSENT, SUBJECT, 2, brief, SIGNED));
        stage.pass(Duration.ofSeconds(10));
        assertThat(refusal("problem")).isEmpty();
        stage.pass(Duration.ofNanos(1));
        assertThat(refusal("problem")).contains(ErrorCode.SESSION_REVOKED);
    }

    /// A permission that came later is for a session that comes later.
    @Test
    void doesNotGrowWithTheConsent() {
        Provision all = Provision.of(Provision.Effect.PERMIT);
        stage.accepts(PATIENT, new GiveConsent(new ConsentId("c2"), SUBJECT, 1, all, SIGNED));
        assertThat(refusal("problem")).isEmpty();
        assertThat(refusal("observation")).contains(ErrorCode.NOT_COVERED_BY_SESSION);
    }

    @Test
    void seesLinkedPseudonymsAsOneUntilTheyAreUnlinked() {
        stage.otherEnrolled();
        Writing.write(stage, STAFF_B, OTHER_SUBJECT, "elsewhere", TypeGroup.PROBLEMS);
        stage.linked();
        assertThat(refusal("elsewhere")).contains(ErrorCode.NOT_COVERED_BY_SESSION);
        SessionId linked = new SessionId("linked");
        open(linked);
        assertThat(SessionCheck.refusal(stage.state(), linked, new SegmentId("elsewhere"), M2, stage.time()))
                .isEmpty();
        stage.accepts(PATIENT, new UnlinkSubjects(SUBJECT, OTHER_SUBJECT));
        assertThat(SessionCheck.refusal(stage.state(), linked, new SegmentId("elsewhere"), M2, stage.time()))
                .contains(ErrorCode.NOT_COVERED_BY_SESSION);
    }

    @Test
    void leavesTheDirectoryToItself() {
        stage.accepts(
                DOCTOR_A,
                Writing.directory()
                        .segment("d1", TypeGroup.DIRECTORY, 1)
                        .create(ResourceKey.of("Practitioner", "p"), 0, 0)
                        .command());
        assertThat(refusal("d1")).contains(ErrorCode.NOT_COVERED_BY_SESSION);
        assertThat(SessionCheck.isDirectory(stage.state(), new SegmentId("d1"))).isTrue();
        assertThat(SessionCheck.isDirectory(stage.state(), new SegmentId("problem")))
                .isFalse();
    }

    private void open(SessionId session) {
        stage.accepts(
                DOCTOR_B, new OpenSession(session, SUBJECT, PurposeOfUse.TREAT, 600, new SessionBasis.Normal(), M2));
    }

    private Optional<ErrorCode> refusal(String segment) {
        return SessionCheck.refusal(stage.state(), SESSION, new SegmentId(segment), M2, stage.time());
    }
}
