package health.salus.contracts.access;

import static health.salus.contracts.stage.Cast.DOCTOR_A;
import static health.salus.contracts.stage.Cast.DOCTOR_B;
import static health.salus.contracts.stage.Cast.EVIDENCE;
import static health.salus.contracts.stage.Cast.GUARDIAN;
import static health.salus.contracts.stage.Cast.HOSPITAL_A;
import static health.salus.contracts.stage.Cast.HOSPITAL_B;
import static health.salus.contracts.stage.Cast.M1;
import static health.salus.contracts.stage.Cast.M2;
import static health.salus.contracts.stage.Cast.OTHER_PATIENT;
import static health.salus.contracts.stage.Cast.OTHER_SUBJECT;
import static health.salus.contracts.stage.Cast.PATIENT;
import static health.salus.contracts.stage.Cast.STAFF_B;
import static health.salus.contracts.stage.Cast.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.access.AccessCommand.OpenSession;
import health.salus.contracts.access.CellDecision.Extent;
import health.salus.contracts.consent.ConsentCommand.GiveConsent;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Content;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.NodeConditions;
import health.salus.contracts.consent.Period;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.consent.RuleReference;
import health.salus.contracts.identity.IdentityCommand.BindGuardian;
import health.salus.contracts.identity.IdentityCommand.BindPatient;
import health.salus.contracts.identity.IdentityCommand.OpenCareRelation;
import health.salus.contracts.identity.NetworkLimits;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.TypeGroup;
import health.salus.contracts.stage.Stage;
import health.salus.contracts.stage.Writing;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a session permits, to whom, for what.
class OpenSessionTest {

    private static final SessionBasis NORMAL = new SessionBasis.Normal();
    private static final SessionBasis EMERGENCY = new SessionBasis.BreakGlass("ERTREAT");
    private static final Provision TO_B = Provision.of(Provision.Effect.PERMIT).to(Recipients.organisation(HOSPITAL_B));

    private final Stage stage = new Stage().enrolled();

    @Test
    void strangerIsDeniedByDefault() {
        Writing.write(stage, DOCTOR_A, SUBJECT, "s1", TypeGroup.PROBLEMS);
        assertThat(stage.refuses(DOCTOR_B, ask(PurposeOfUse.TREAT, NORMAL), ErrorCode.CONSENT_DENIED))
                .isEqualTo("denied by DEFAULT");
    }

    @Test
    void permittedOrganisationReads() {
        Writing.write(stage, DOCTOR_A, SUBJECT, "s1", TypeGroup.PROBLEMS);
        give(TO_B.purposes(PurposeOfUse.TREAT));
        SessionGrant grant = open(DOCTOR_B, PurposeOfUse.TREAT);
        assertThat(grant.scope()).extracting(ScopeEntry::extent).containsExactly(Extent.WHOLE);
        assertThat(grant.rule()).contains(new RuleReference(new ConsentId("c1"), "provision"));
        assertThat(grant.pinnedHeight()).isEqualTo(stage.height());
        stage.refuses(DOCTOR_B, ask(PurposeOfUse.HRESCH, NORMAL), ErrorCode.CONSENT_DENIED);
    }

    @Test
    void denialNamesItsRule() {
        Writing.write(stage, DOCTOR_A, SUBJECT, "s1", TypeGroup.PROBLEMS);
        give(Provision.of(Provision.Effect.DENY));
        assertThat(stage.refuses(DOCTOR_B, ask(PurposeOfUse.TREAT, NORMAL), ErrorCode.CONSENT_DENIED))
                .isEqualTo("denied by CONSENT c1#provision");
    }

    @Test
    void permitEndsWithItsPeriod() {
        Writing.write(stage, DOCTOR_A, SUBJECT, "s1", TypeGroup.PROBLEMS);
        give(TO_B.during(Period.until(stage.time().plus(Duration.ofDays(30)))));
        stage.pass(Duration.ofDays(30));
        open(DOCTOR_B, PurposeOfUse.TREAT);
        stage.pass(Duration.ofNanos(1));
        stage.refuses(DOCTOR_B, ask(PurposeOfUse.TREAT, NORMAL), ErrorCode.CONSENT_DENIED);
    }

    @Test
    void authorsOrganisationReadsWhatItWrote() {
        Writing.write(stage, DOCTOR_A, SUBJECT, "s1", TypeGroup.PROBLEMS);
        assertThat(open(DOCTOR_A, PurposeOfUse.TREAT).basis()).isEqualTo(Decision.Basis.AUTHOR);
        open(DOCTOR_A, PurposeOfUse.HPAYMT);
        stage.refuses(DOCTOR_A, ask(PurposeOfUse.HRESCH, NORMAL, M1), ErrorCode.CONSENT_DENIED);
        give(Provision.of(Provision.Effect.DENY).to(Recipients.organisation(HOSPITAL_A)));
        stage.refuses(DOCTOR_A, ask(PurposeOfUse.TREAT, NORMAL, M1), ErrorCode.CONSENT_DENIED);
    }

    @Test
    void authorReadsItsOwnCellsOnly() {
        Writing.write(stage, DOCTOR_A, SUBJECT, "a1", TypeGroup.PROBLEMS);
        stage.accepts(STAFF_B, new OpenCareRelation(SUBJECT, HOSPITAL_B, Optional.empty()));
        Writing.write(stage, DOCTOR_B, SUBJECT, "b1", TypeGroup.PROBLEMS);
        assertThat(open(DOCTOR_B, PurposeOfUse.TREAT).scope())
                .extracting(entry -> entry.cell().author())
                .containsExactly(HOSPITAL_B);
    }

    @Test
    void patientAndGuardianReadTheirOwnBarWhatIsTaboo() {
        Writing.write(stage, DOCTOR_A, SUBJECT, "s1", TypeGroup.PROBLEMS);
        Writing.write(stage, DOCTOR_A, SUBJECT, "s2", TypeGroup.OBSERVATIONS, SecurityLabel.TBOO);
        give(Provision.of(Provision.Effect.DENY));
        stage.accepts(PATIENT, new BindGuardian(SUBJECT, GUARDIAN, EVIDENCE, Optional.empty()));
        SessionGrant own = open(PATIENT, PurposeOfUse.PATRQT);
        assertThat(own.basis()).isEqualTo(Decision.Basis.PATIENT);
        assertThat(own.scope()).extracting(entry -> entry.cell().typeGroup()).containsExactly(TypeGroup.PROBLEMS);
        assertThat(open(GUARDIAN, PurposeOfUse.FAMRQT).basis()).isEqualTo(Decision.Basis.GUARDIAN);
    }

    /// Who registered a patient vouches for the patient's tokens; that makes the patient no colleague.
    @Test
    void patientIsNotTheHospitalThatRegisteredIt() {
        stage.otherEnrolled();
        stage.accepts(STAFF_B, new BindPatient(OTHER_SUBJECT, OTHER_PATIENT));
        stage.accepts(DOCTOR_A, new OpenCareRelation(OTHER_SUBJECT, HOSPITAL_A, Optional.empty()));
        Writing.write(stage, DOCTOR_A, OTHER_SUBJECT, "a1", TypeGroup.PROBLEMS);
        assertThat(strangersAnswer()).isEqualTo("denied by DEFAULT");
        Provision permit = Provision.of(Provision.Effect.PERMIT);
        giveForOther(1, permit);
        assertThat(strangersAnswer()).isEqualTo("denied by DEFAULT");
        giveForOther(2, permit.to(Recipients.organisation(HOSPITAL_A)));
        assertThat(strangersAnswer()).isEqualTo("denied by DEFAULT");
        giveForOther(3, permit.to(new Recipients(List.of(PATIENT), List.of(), List.of())));
        stage.accepts(PATIENT, strangersQuestion());
    }

    private String strangersAnswer() {
        return stage.refuses(PATIENT, strangersQuestion(), ErrorCode.CONSENT_DENIED);
    }

    private static OpenSession strangersQuestion() {
        return new OpenSession(new SessionId("stranger"), OTHER_SUBJECT, PurposeOfUse.TREAT, 60, NORMAL, M1);
    }

    private void giveForOther(long version, Provision root) {
        stage.accepts(
                OTHER_PATIENT,
                new GiveConsent(new ConsentId("c1"), OTHER_SUBJECT, version, root, new Evidence.Signed()));
    }

    @Test
    void practitionerBreaksTheGlass() {
        Writing.write(stage, DOCTOR_A, SUBJECT, "s1", TypeGroup.PROBLEMS);
        give(Provision.of(Provision.Effect.DENY));
        SessionGrant grant = SessionGrant.decode(stage.accepts(DOCTOR_B, ask(PurposeOfUse.ETREAT, EMERGENCY)));
        assertThat(grant.basis()).isEqualTo(Decision.Basis.BREAK_GLASS);
        assertThat(grant.expires()).isEqualTo(stage.time().plusSeconds(NetworkLimits.DEFAULT.breakGlassSeconds()));
        assertThat(Sessions.of(stage.state())
                        .find(grant.session())
                        .orElseThrow()
                        .isEmergency())
                .isTrue();
    }

    @Test
    void denialOfEmergenciesStands() {
        Writing.write(stage, DOCTOR_A, SUBJECT, "s1", TypeGroup.PROBLEMS);
        give(Provision.of(Provision.Effect.DENY).purposes(PurposeOfUse.ETREAT));
        stage.refuses(DOCTOR_B, ask(PurposeOfUse.ETREAT, EMERGENCY), ErrorCode.CONSENT_DENIED);
    }

    @Test
    void partOfACellIsForTheNodeToSortOut() {
        Writing.write(stage, DOCTOR_A, SUBJECT, "s1", TypeGroup.OBSERVATIONS);
        give(TO_B.about(new Content(List.of("DiagnosticReport"), List.of(), List.of(), List.of())));
        ScopeEntry entry = open(DOCTOR_B, PurposeOfUse.TREAT).scope().getFirst();
        assertThat(entry.extent()).isEqualTo(Extent.PART);
        assertThat(entry.readableTypes()).containsExactly("DiagnosticReport");
    }

    @Test
    void singleResourceIsForTheNodeToSortOut() {
        Writing.write(stage, DOCTOR_A, SUBJECT, "s1", TypeGroup.OBSERVATIONS);
        NodeConditions one = new NodeConditions(List.of(ResourceKey.of("Observation", "1")), List.of());
        give(TO_B.except(Provision.of(Provision.Effect.DENY).where(one)));
        ScopeEntry entry = open(DOCTOR_B, PurposeOfUse.TREAT).scope().getFirst();
        assertThat(entry.extent()).isEqualTo(Extent.PART);
        assertThat(entry.readableTypes()).isEqualTo(TypeGroup.OBSERVATIONS.resourceTypes());
    }

    @Test
    void whoHasNoRecordYetIsAskedAllTheSame() {
        stage.refuses(DOCTOR_B, ask(PurposeOfUse.TREAT, NORMAL), ErrorCode.CONSENT_DENIED);
        give(TO_B);
        assertThat(open(DOCTOR_B, PurposeOfUse.TREAT).scope()).isEmpty();
    }

    @Test
    void linkedPseudonymsAreReadAsOne() {
        stage.otherEnrolled();
        Writing.write(stage, DOCTOR_A, SUBJECT, "a1", TypeGroup.PROBLEMS);
        Writing.write(stage, DOCTOR_B, OTHER_SUBJECT, "b1", TypeGroup.PROBLEMS);
        stage.linked();
        assertThat(open(PATIENT, PurposeOfUse.PATRQT).scope())
                .extracting(ScopeEntry::subject)
                .containsExactly(SUBJECT, OTHER_SUBJECT);
    }

    @Test
    void sessionIsCutToTheNetworksLimit() {
        give(TO_B);
        OpenSession forever =
                new OpenSession(new SessionId("s"), SUBJECT, PurposeOfUse.TREAT, Long.MAX_VALUE, NORMAL, M2);
        assertThat(SessionGrant.decode(stage.accepts(DOCTOR_B, forever)).expires())
                .isEqualTo(stage.time().plusSeconds(NetworkLimits.DEFAULT.sessionSeconds()));
    }

    @Test
    void tokenOpensASession() {
        give(TO_B);
        stage.accepts(stage.assertedFor(DOCTOR_B), ask(PurposeOfUse.TREAT, NORMAL));
        assertThat(Sessions.of(stage.state()).sessions(SUBJECT, 0, 10)).hasSize(1);
    }

    private void give(Provision root) {
        stage.accepts(PATIENT, new GiveConsent(new ConsentId("c1"), SUBJECT, 1, root, new Evidence.Signed()));
    }

    private SessionGrant open(PrincipalId reader, PurposeOfUse purpose) {
        boolean b = reader.equals(DOCTOR_B);
        return SessionGrant.decode(stage.accepts(reader, ask(purpose, NORMAL, b ? M2 : M1)));
    }

    private OpenSession ask(PurposeOfUse purpose, SessionBasis basis) {
        return ask(purpose, basis, M2);
    }

    private OpenSession ask(PurposeOfUse purpose, SessionBasis basis, MemberId node) {
        long number = Sessions.of(stage.state()).sessionCount(SUBJECT);
        return new OpenSession(new SessionId("session-" + number), SUBJECT, purpose, 86_400, basis, node);
    }
}
