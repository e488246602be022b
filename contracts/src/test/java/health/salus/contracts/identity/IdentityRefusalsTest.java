package health.salus.contracts.identity;

import static health.salus.contracts.stage.Cast.CLINIC;
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

import health.salus.contracts.identity.IdentityCommand.BindGuardian;
import health.salus.contracts.identity.IdentityCommand.BindPatient;
import health.salus.contracts.identity.IdentityCommand.CloseCareRelation;
import health.salus.contracts.identity.IdentityCommand.EnrolSubject;
import health.salus.contracts.identity.IdentityCommand.LinkSubjects;
import health.salus.contracts.identity.IdentityCommand.OpenCareRelation;
import health.salus.contracts.identity.IdentityCommand.RegisterOrganisation;
import health.salus.contracts.identity.IdentityCommand.RegisterPrincipal;
import health.salus.contracts.identity.IdentityCommand.UnbindGuardian;
import health.salus.contracts.identity.IdentityCommand.UnlinkSubjects;
import health.salus.contracts.stage.Refusal;
import health.salus.contracts.stage.Stage;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every refusal of the identity contract, but those of keys.
class IdentityRefusalsTest {

    private static final PrincipalId NOBODY = new PrincipalId("nobody");
    private static final PrincipalId NEWCOMER = new PrincipalId("newcomer");
    private static final OrganisationId NOWHERE = new OrganisationId("nowhere");

    @ParameterizedTest
    @MethodSource({"registering", "patients", "care", "links"})
    void refuses(Refusal refusal) {
        refusal.verify();
    }

    static Stream<Refusal> registering() {
        RegisterOrganisation ward = new RegisterOrganisation(new OrganisationId("ward"), "Ward", M1);
        RegisterPrincipal newcomer = new RegisterPrincipal(NEWCOMER, PrincipalKind.PATIENT, HOSPITAL_A, List.of());
        return Stream.of(
                by(NOBODY, "an unknown principal does anything", ward, ErrorCode.UNKNOWN_PRINCIPAL),
                by(STAFF_A, "staff register an organisation", ward, ErrorCode.NOT_AUTHORISED),
                by(NODE_2, "a member registers for another member", ward, ErrorCode.NOT_AUTHORISED),
                asserted(
                        NODE_1,
                        "a member asserts the registration of an organisation",
                        ward,
                        ErrorCode.SIGNATURE_REQUIRED),
                by(
                        NODE_1,
                        "an organisation is registered twice",
                        new RegisterOrganisation(CLINIC, "Clinic", M1),
                        ErrorCode.ALREADY_EXISTS),
                by(
                        NODE_1,
                        "an organisation has no name",
                        new RegisterOrganisation(new OrganisationId("ward"), " ", M1),
                        ErrorCode.MALFORMED),
                by(DOCTOR_A, "a practitioner registers a principal", newcomer, ErrorCode.NOT_AUTHORISED),
                by(STAFF_B, "another hospital registers a principal", newcomer, ErrorCode.NOT_AUTHORISED),
                by(NODE_2, "another member registers a principal", newcomer, ErrorCode.NOT_AUTHORISED),
                by(PATIENT, "a patient registers a principal", newcomer, ErrorCode.NOT_AUTHORISED),
                by(
                        STAFF_A,
                        "a principal is registered twice",
                        new RegisterPrincipal(PATIENT, PrincipalKind.PATIENT, HOSPITAL_A, List.of()),
                        ErrorCode.ALREADY_EXISTS),
                by(
                        STAFF_A,
                        "a principal's organisation is unknown",
                        new RegisterPrincipal(NEWCOMER, PrincipalKind.PATIENT, NOWHERE, List.of()),
                        ErrorCode.UNKNOWN_ORGANISATION));
    }

    static Stream<Refusal> patients() {
        EnrolSubject enrol = new EnrolSubject(SUBJECT, EVIDENCE);
        BindGuardian guardian = new BindGuardian(SUBJECT, GUARDIAN, EVIDENCE, Optional.empty());
        return Stream.of(
                by(PATIENT, "a patient enrols", enrol, ErrorCode.NOT_AUTHORISED),
                by(DEVICE_A, "a device enrols", enrol, ErrorCode.NOT_AUTHORISED),
                by(STAFF_B, "a subject is enrolled twice", Stage::enrolled, enrol, ErrorCode.ALREADY_EXISTS),
                by(
                        STAFF_A,
                        "an unknown subject is bound",
                        new BindPatient(SUBJECT, PATIENT),
                        ErrorCode.UNKNOWN_SUBJECT),
                by(
                        STAFF_A,
                        "an unknown principal is bound",
                        Stage::enrolled,
                        new BindPatient(SUBJECT, NOBODY),
                        ErrorCode.UNKNOWN_PRINCIPAL),
                by(
                        STAFF_A,
                        "a practitioner is bound as the patient",
                        Stage::enrolled,
                        new BindPatient(SUBJECT, DOCTOR_A),
                        ErrorCode.WRONG_PRINCIPAL_KIND),
                by(
                        STAFF_A,
                        "staff rebind a bound patient",
                        Stage::enrolled,
                        new BindPatient(SUBJECT, OTHER_PATIENT),
                        ErrorCode.NOT_AUTHORISED),
                asserted(
                        PATIENT,
                        "a token rebinds the patient",
                        Stage::enrolled,
                        new BindPatient(SUBJECT, OTHER_PATIENT),
                        ErrorCode.SIGNATURE_REQUIRED),
                by(
                        STAFF_A,
                        "staff bind where there is no care relation",
                        Stage::otherEnrolled,
                        new BindPatient(OTHER_SUBJECT, PATIENT),
                        ErrorCode.NO_CARE_RELATION),
                by(
                        PATIENT,
                        "a patient binds itself to an unbound subject",
                        Stage::otherEnrolled,
                        new BindPatient(OTHER_SUBJECT, PATIENT),
                        ErrorCode.NOT_AUTHORISED),
                by(
                        STAFF_A,
                        "strangers bind a guardian",
                        Stage::otherEnrolled,
                        new BindGuardian(OTHER_SUBJECT, GUARDIAN, EVIDENCE, Optional.empty()),
                        ErrorCode.NO_CARE_RELATION),
                by(
                        STAFF_A,
                        "staff bind a guardian to a patient with a key",
                        Stage::enrolled,
                        guardian,
                        ErrorCode.NOT_AUTHORISED),
                by(GUARDIAN, "a guardian binds itself", Stage::enrolled, guardian, ErrorCode.NOT_AUTHORISED),
                asserted(PATIENT, "a token binds a guardian", Stage::enrolled, guardian, ErrorCode.SIGNATURE_REQUIRED),
                by(
                        STAFF_A,
                        "a patient is bound as guardian",
                        Stage::enrolled,
                        new BindGuardian(SUBJECT, OTHER_PATIENT, EVIDENCE, Optional.empty()),
                        ErrorCode.WRONG_PRINCIPAL_KIND),
                by(
                        PATIENT,
                        "who is no guardian is unbound",
                        Stage::enrolled,
                        new UnbindGuardian(SUBJECT, GUARDIAN),
                        ErrorCode.UNKNOWN_PRINCIPAL),
                by(
                        STAFF_B,
                        "strangers unbind a guardian",
                        Stage::enrolled,
                        new UnbindGuardian(SUBJECT, GUARDIAN),
                        ErrorCode.NO_CARE_RELATION));
    }

    static Stream<Refusal> care() {
        OpenCareRelation openB = new OpenCareRelation(SUBJECT, HOSPITAL_B, Optional.empty());
        CloseCareRelation closeA = new CloseCareRelation(SUBJECT, HOSPITAL_A);
        OpenCareRelation reopenA = new OpenCareRelation(SUBJECT, HOSPITAL_A, Optional.empty());
        Consumer<Stage> endedByPatient = stage -> stage.enrolled().accepts(PATIENT, closeA);
        return Stream.of(
                by(STAFF_B, "care is opened for an unknown subject", openB, ErrorCode.UNKNOWN_SUBJECT),
                by(
                        STAFF_A,
                        "care is opened for an unknown organisation",
                        Stage::enrolled,
                        new OpenCareRelation(SUBJECT, NOWHERE, Optional.empty()),
                        ErrorCode.UNKNOWN_ORGANISATION),
                by(OTHER_PATIENT, "another patient opens care", Stage::enrolled, openB, ErrorCode.NOT_AUTHORISED),
                by(DEVICE_A, "a device opens care", Stage::enrolled, openB, ErrorCode.NOT_AUTHORISED),
                by(
                        STAFF_B,
                        "an organisation without care refers",
                        Stage::enrolled,
                        new OpenCareRelation(SUBJECT, CLINIC, Optional.empty()),
                        ErrorCode.NOT_AUTHORISED),
                by(STAFF_A, "what the patient ended is reopened", endedByPatient, reopenA, ErrorCode.CLOSED_BY_PATIENT),
                asserted(
                        PATIENT,
                        "a token reopens what the patient ended",
                        endedByPatient,
                        reopenA,
                        ErrorCode.SIGNATURE_REQUIRED),
                by(STAFF_B, "strangers end care", Stage::enrolled, closeA, ErrorCode.NOT_AUTHORISED),
                by(STAFF_A, "ended care is ended again", endedByPatient, closeA, ErrorCode.NO_CARE_RELATION));
    }

    static Stream<Refusal> links() {
        LinkSubjects link = new LinkSubjects(SUBJECT, OTHER_SUBJECT, EVIDENCE);
        UnlinkSubjects unlink = new UnlinkSubjects(SUBJECT, OTHER_SUBJECT);
        Consumer<Stage> caring = stage -> stage.enrolled()
                .otherEnrolled()
                .accepts(STAFF_B, new OpenCareRelation(SUBJECT, HOSPITAL_B, Optional.empty()));
        Consumer<Stage> bound =
                caring.andThen(stage -> stage.accepts(STAFF_B, new BindPatient(OTHER_SUBJECT, OTHER_PATIENT)));
        Consumer<Stage> own = caring.andThen(stage -> stage.accepts(STAFF_B, new BindPatient(OTHER_SUBJECT, PATIENT)));
        Consumer<Stage> linked = caring.andThen(Stage::linked);
        return Stream.of(
                by(STAFF_A, "an unknown subject is linked", Stage::enrolled, link, ErrorCode.UNKNOWN_SUBJECT),
                by(
                        STAFF_A,
                        "who cares for one only links",
                        IdentityRefusalsTest::bothEnrolled,
                        link,
                        ErrorCode.NOT_AUTHORISED),
                by(
                        PATIENT,
                        "the patient of one only links",
                        IdentityRefusalsTest::bothEnrolled,
                        link,
                        ErrorCode.NOT_AUTHORISED),
                by(STAFF_B, "two different patients are linked", bound, link, ErrorCode.LINK_CONFLICT),
                by(STAFF_B, "staff link to a patient with a key", caring, link, ErrorCode.NOT_AUTHORISED),
                asserted(PATIENT, "a token links", own, link, ErrorCode.SIGNATURE_REQUIRED),
                by(PATIENT, "a link is made twice", linked, link, ErrorCode.ALREADY_EXISTS),
                by(STAFF_B, "staff unlink from a patient with a key", linked, unlink, ErrorCode.NOT_AUTHORISED),
                asserted(PATIENT, "a token unlinks", linked, unlink, ErrorCode.SIGNATURE_REQUIRED),
                by(
                        STAFF_A,
                        "a subject is linked with itself",
                        Stage::enrolled,
                        new LinkSubjects(SUBJECT, SUBJECT, EVIDENCE),
                        ErrorCode.ALREADY_EXISTS),
                by(STAFF_B, "what is not linked is unlinked", caring, unlink, ErrorCode.NOT_FOUND),
                by(DOCTOR_B, "an unknown subject is unlinked", Stage::enrolled, unlink, ErrorCode.UNKNOWN_SUBJECT),
                by(OTHER_PATIENT, "another patient unlinks", linked, unlink, ErrorCode.NOT_AUTHORISED));
    }

    private static void bothEnrolled(Stage stage) {
        stage.enrolled().otherEnrolled();
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

    private static Refusal asserted(
            PrincipalId actor, String name, Consumer<Stage> before, IdentityCommand command, ErrorCode code) {
        return Refusal.asserted(actor, name, command, code).after(before);
    }
}
