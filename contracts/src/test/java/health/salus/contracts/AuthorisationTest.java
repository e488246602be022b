package health.salus.contracts;

import static health.salus.contracts.stage.Cast.CLERK;
import static health.salus.contracts.stage.Cast.DEVICE_A;
import static health.salus.contracts.stage.Cast.DOCTOR_A;
import static health.salus.contracts.stage.Cast.DOCTOR_B;
import static health.salus.contracts.stage.Cast.EVIDENCE;
import static health.salus.contracts.stage.Cast.GUARDIAN;
import static health.salus.contracts.stage.Cast.HOSPITAL_A;
import static health.salus.contracts.stage.Cast.HOSPITAL_B;
import static health.salus.contracts.stage.Cast.M1;
import static health.salus.contracts.stage.Cast.NODE_1;
import static health.salus.contracts.stage.Cast.NODE_2;
import static health.salus.contracts.stage.Cast.OTHER_PATIENT;
import static health.salus.contracts.stage.Cast.OTHER_SUBJECT;
import static health.salus.contracts.stage.Cast.PATIENT;
import static health.salus.contracts.stage.Cast.STAFF_A;
import static health.salus.contracts.stage.Cast.STAFF_B;
import static health.salus.contracts.stage.Cast.SUBJECT;
import static health.salus.contracts.stage.Cast.registration;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.access.AccessCommand;
import health.salus.contracts.access.AccessCommand.CloseSession;
import health.salus.contracts.access.AccessCommand.Disclosure;
import health.salus.contracts.access.AccessCommand.OpenSession;
import health.salus.contracts.access.AccessCommand.RecordDenials;
import health.salus.contracts.access.AccessCommand.RecordDisclosures;
import health.salus.contracts.access.SessionBasis;
import health.salus.contracts.consent.ConsentCommand.GiveConsent;
import health.salus.contracts.consent.ConsentCommand.SignDraft;
import health.salus.contracts.consent.ConsentCommand.WithdrawConsent;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.identity.IdentityCommand.AddKey;
import health.salus.contracts.identity.IdentityCommand.BindGuardian;
import health.salus.contracts.identity.IdentityCommand.BindPatient;
import health.salus.contracts.identity.IdentityCommand.CloseCareRelation;
import health.salus.contracts.identity.IdentityCommand.ConfirmKey;
import health.salus.contracts.identity.IdentityCommand.EnrolSubject;
import health.salus.contracts.identity.IdentityCommand.LinkSubjects;
import health.salus.contracts.identity.IdentityCommand.OpenCareRelation;
import health.salus.contracts.identity.IdentityCommand.ProposeKey;
import health.salus.contracts.identity.IdentityCommand.RegisterOrganisation;
import health.salus.contracts.identity.IdentityCommand.RegisterPrincipal;
import health.salus.contracts.identity.IdentityCommand.RevokeKey;
import health.salus.contracts.identity.IdentityCommand.RotateKey;
import health.salus.contracts.identity.IdentityCommand.UnbindGuardian;
import health.salus.contracts.identity.IdentityCommand.UnlinkSubjects;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.TypeGroup;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.Stage;
import health.salus.contracts.stage.Writing;
import health.salus.kernel.Digest;
import health.salus.kernel.KeyId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.CommandOutcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may have which command executed: everybody tries everything, with the own key and by a node's assertion.
///
/// The scene: hospital A enrolled the subject and others, wrote a record and bound the patient, who named a guardian;
/// hospital B has nothing to do with them.
class AuthorisationTest {

    private static final List<PrincipalId> EVERYBODY = List.of(
            NODE_1, NODE_2, DOCTOR_A, STAFF_A, DEVICE_A, DOCTOR_B, STAFF_B, CLERK, PATIENT, OTHER_PATIENT, GUARDIAN);

    private static final SubjectId SECOND = new SubjectId("second");
    private static final SubjectId THIRD = new SubjectId("third");
    private static final SubjectId FOURTH = new SubjectId("fourth");
    private static final SubjectId OWN = new SubjectId("own");
    private static final SubjectId LINKED = new SubjectId("linked");
    private static final SessionId SESSION = new SessionId("session");
    private static final Evidence SIGNED = new Evidence.Signed();
    private static final Evidence PAPER = new Evidence.Paper(EVIDENCE);
    private static final Provision PERMIT = Provision.of(Provision.Effect.PERMIT);
    private static final KeyId KEY = Cast.key(PATIENT).verificationKey().id();
    private static final KeyId PROPOSED = Cast.key("proposed").verificationKey().id();

    /// @param signers who may with their own key
    /// @param asserted for whom a node may assert
    record Row(Object command, String signers, String asserted) {
        @Override
        public String toString() {
            return command.getClass().getSimpleName() + " by " + signers;
        }
    }

    @ParameterizedTest
    @MethodSource({"identity", "consentAndRecords", "access"})
    void isGivenToThese(Row row) {
        assertThat(whoMay(row.command(), false)).as("own key").isEqualTo(names(row.signers()));
        assertThat(whoMay(row.command(), true)).as("asserted").isEqualTo(names(row.asserted()));
    }

    static Stream<Row> identity() {
        return Stream.of(
                new Row(new RegisterOrganisation(new OrganisationId("ward"), "Ward", M1), "node-1", ""),
                new Row(
                        new RegisterPrincipal(new PrincipalId("new"), PrincipalKind.STAFF, HOSPITAL_A, List.of()),
                        "node-1 staff-a",
                        "node-1 staff-a"),
                new Row(new AddKey(PATIENT, registration("fresh")), "patient", ""),
                new Row(new RotateKey(PATIENT, KEY, registration("fresh")), "patient", ""),
                new Row(new RevokeKey(PATIENT, KEY), "patient", ""),
                new Row(
                        new RevokeKey(
                                DOCTOR_A, Cast.key(DOCTOR_A).verificationKey().id()),
                        "doctor-a node-1 staff-a",
                        "node-1 staff-a"),
                new Row(new ProposeKey(PATIENT, registration("fresh"), EVIDENCE), "node-1 node-2", ""),
                new Row(new ConfirmKey(PATIENT, PROPOSED), "node-2", ""),
                new Row(
                        new EnrolSubject(OTHER_SUBJECT, EVIDENCE),
                        "clerk doctor-a doctor-b node-1 node-2 staff-a staff-b",
                        "clerk doctor-a doctor-b node-1 node-2 staff-a staff-b"),
                new Row(new BindPatient(SECOND, PATIENT), "doctor-a node-1 staff-a", "doctor-a node-1 staff-a"),
                new Row(new BindPatient(SUBJECT, OTHER_PATIENT), "patient", ""),
                new Row(
                        new BindGuardian(SECOND, GUARDIAN, EVIDENCE, Optional.empty()),
                        "doctor-a node-1 staff-a",
                        "doctor-a node-1 staff-a"),
                new Row(new BindGuardian(SUBJECT, GUARDIAN, EVIDENCE, Optional.empty()), "patient", ""),
                new Row(
                        new UnbindGuardian(SUBJECT, GUARDIAN),
                        "doctor-a guardian node-1 patient staff-a",
                        "doctor-a guardian node-1 patient staff-a"),
                new Row(
                        new OpenCareRelation(SUBJECT, HOSPITAL_B, Optional.empty()),
                        "doctor-a doctor-b guardian node-1 node-2 patient staff-a staff-b",
                        "doctor-a doctor-b guardian node-1 node-2 patient staff-a staff-b"),
                new Row(
                        new CloseCareRelation(SUBJECT, HOSPITAL_A),
                        "doctor-a guardian node-1 patient staff-a",
                        "doctor-a guardian node-1 patient staff-a"),
                new Row(
                        new LinkSubjects(SECOND, FOURTH, EVIDENCE),
                        "doctor-a node-1 staff-a",
                        "doctor-a node-1 staff-a"),
                new Row(new LinkSubjects(SUBJECT, OWN, EVIDENCE), "patient", ""),
                new Row(new UnlinkSubjects(SECOND, THIRD), "doctor-a node-1 staff-a", "doctor-a node-1 staff-a"),
                new Row(new UnlinkSubjects(SUBJECT, LINKED), "patient", ""));
    }

    static Stream<Row> consentAndRecords() {
        ConsentId fresh = new ConsentId("fresh");
        ConsentId draft = new ConsentId("draft");
        return Stream.of(
                // By assertion it is a draft: whoever cares for the patient may put one before the patient to sign.
                new Row(
                        new GiveConsent(fresh, SUBJECT, 1, PERMIT, SIGNED),
                        "guardian patient",
                        "doctor-a guardian node-1 patient staff-a"),
                new Row(
                        new GiveConsent(fresh, SUBJECT, 1, PERMIT, PAPER),
                        "doctor-a node-1 staff-a",
                        "doctor-a node-1 staff-a"),
                new Row(new SignDraft(draft, SUBJECT, 1, SIGNED), "guardian patient", ""),
                new Row(new SignDraft(draft, SUBJECT, 1, PAPER), "doctor-a node-1 staff-a", ""),
                new Row(
                        new WithdrawConsent(draft, SUBJECT, SIGNED),
                        "guardian patient",
                        "doctor-a guardian node-1 patient staff-a"),
                new Row(new WithdrawConsent(draft, SUBJECT, PAPER), "doctor-a node-1 staff-a", ""),
                new Row(
                        Writing.about(SUBJECT)
                                .segment("new", TypeGroup.PROBLEMS, 1)
                                .create(Writing.keyOf(SUBJECT, 1), 0, 0)
                                .command(),
                        "device-a doctor-a guardian node-1 patient staff-a",
                        "device-a doctor-a guardian node-1 patient staff-a"));
    }

    static Stream<Row> access() {
        SessionBasis emergency = new SessionBasis.BreakGlass("ERTREAT");
        Disclosure shown = new Disclosure(SESSION, DOCTOR_A, Writing.problems(1), Digest.ZERO, Cast.DAWN, false);
        // A node reports as itself; a node's assertion for anybody it hosts names the node too.
        return Stream.of(
                new Row(
                        new OpenSession(
                                new SessionId("new"), SUBJECT, PurposeOfUse.TREAT, 60, new SessionBasis.Normal(), M1),
                        "device-a doctor-a guardian node-1 patient staff-a",
                        "device-a doctor-a guardian node-1 patient staff-a"),
                new Row(
                        new OpenSession(new SessionId("new"), SUBJECT, PurposeOfUse.BTG, 60, emergency, M1),
                        "doctor-a",
                        "doctor-a"),
                new Row(
                        new CloseSession(SESSION),
                        "doctor-a guardian node-1 patient",
                        "doctor-a guardian node-1 patient"),
                new Row(
                        new RecordDisclosures(List.of(shown)),
                        "node-1",
                        "device-a doctor-a guardian node-1 patient staff-a"),
                new Row(
                        new RecordDenials(List.<AccessCommand.Denial>of()),
                        "node-1 node-2",
                        "clerk device-a doctor-a doctor-b guardian node-1 node-2 other-patient patient staff-a staff-b"));
    }

    private static Set<String> whoMay(Object command, boolean asserted) {
        TreeSet<String> accepted = new TreeSet<>();
        for (PrincipalId who : EVERYBODY) {
            Stage stage = scene();
            Attestation attestation = asserted ? stage.assertedFor(who) : Stage.signedBy(who);
            if (stage.execute(attestation, Stage.encode(command)) instanceof CommandOutcome.Accepted) {
                accepted.add(who.value());
            }
        }
        return accepted;
    }

    private static Stage scene() {
        Stage stage = new Stage().enrolled();
        for (SubjectId further : List.of(SECOND, THIRD, FOURTH, OWN, LINKED)) {
            stage.accepts(STAFF_A, new EnrolSubject(further, EVIDENCE));
        }
        stage.accepts(STAFF_A, new LinkSubjects(SECOND, THIRD, EVIDENCE));
        stage.accepts(STAFF_A, new BindPatient(OWN, PATIENT));
        stage.accepts(STAFF_A, new BindPatient(LINKED, PATIENT));
        stage.accepts(PATIENT, new LinkSubjects(SUBJECT, LINKED, EVIDENCE));
        stage.accepts(PATIENT, new BindGuardian(SUBJECT, GUARDIAN, EVIDENCE, Optional.empty()));
        stage.accepts(NODE_1, new ProposeKey(PATIENT, registration("proposed"), EVIDENCE));
        stage.accepts(stage.assertedFor(PATIENT), new GiveConsent(new ConsentId("draft"), SUBJECT, 1, PERMIT, SIGNED));
        Writing.write(stage, DOCTOR_A, SUBJECT, "s1", TypeGroup.PROBLEMS);
        stage.accepts(
                DOCTOR_A, new OpenSession(SESSION, SUBJECT, PurposeOfUse.TREAT, 600, new SessionBasis.Normal(), M1));
        return stage;
    }

    private static Set<String> names(String listed) {
        return new TreeSet<>(listed.isEmpty() ? List.of() : List.of(listed.split(" ", -1)));
    }
}
