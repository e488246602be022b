package health.salus.contracts.access;

import static health.salus.contracts.records.TypeGroup.MEDICATIONS;
import static health.salus.contracts.records.TypeGroup.PROBLEMS;
import static health.salus.contracts.stage.Cast.DOCTOR_A;
import static health.salus.contracts.stage.Cast.HOSPITAL_A;
import static health.salus.contracts.stage.Cast.M1;
import static health.salus.contracts.stage.Cast.M2;
import static health.salus.contracts.stage.Cast.NODE_1;
import static health.salus.contracts.stage.Cast.NODE_2;
import static health.salus.contracts.stage.Cast.OTHER_PATIENT;
import static health.salus.contracts.stage.Cast.OTHER_SUBJECT;
import static health.salus.contracts.stage.Cast.PATIENT;
import static health.salus.contracts.stage.Cast.STAFF_A;
import static health.salus.contracts.stage.Cast.SUBJECT;

import health.salus.contracts.access.AccessCommand.CloseSession;
import health.salus.contracts.access.AccessCommand.Denial;
import health.salus.contracts.access.AccessCommand.Disclosure;
import health.salus.contracts.access.AccessCommand.OpenSession;
import health.salus.contracts.access.AccessCommand.RecordDenials;
import health.salus.contracts.access.AccessCommand.RecordDisclosures;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.records.TypeGroup;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.Refusal;
import health.salus.contracts.stage.Stage;
import health.salus.contracts.stage.Writing;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every refusal of the access contract, but those of consents.
class AccessRefusalsTest {

    private static final SessionId SESSION = new SessionId("session");
    private static final SessionBasis NORMAL = new SessionBasis.Normal();
    private static final SessionBasis EMERGENCY = new SessionBasis.BreakGlass("ERTREAT");

    @ParameterizedTest
    @MethodSource({"opening", "closing", "journalling"})
    void refuses(Refusal refusal) {
        refusal.verify();
    }

    static Stream<Refusal> opening() {
        return Stream.of(
                by(DOCTOR_A, "the subject is unknown", ask(OTHER_SUBJECT, 60, NORMAL, M1), ErrorCode.UNKNOWN_SUBJECT),
                by(DOCTOR_A, "a session id is used twice", ask(SUBJECT, 60, NORMAL, M1), ErrorCode.ALREADY_EXISTS)
                        .after(AccessRefusalsTest::opened),
                by(DOCTOR_A, "a session lasts no time", ask(SUBJECT, 0, NORMAL, M1), ErrorCode.MALFORMED),
                by(
                        DOCTOR_A,
                        "the reading member is unknown",
                        ask(SUBJECT, 60, NORMAL, new MemberId("m9")),
                        ErrorCode.UNKNOWN_MEMBER),
                by(DOCTOR_A, "another member reads", ask(SUBJECT, 60, NORMAL, M2), ErrorCode.NOT_AUTHORISED),
                by(STAFF_A, "staff break the glass", emergency(PurposeOfUse.ETREAT), ErrorCode.EMERGENCY_NOT_PERMITTED),
                by(
                        DOCTOR_A,
                        "the glass is broken for research",
                        emergency(PurposeOfUse.HRESCH),
                        ErrorCode.EMERGENCY_NOT_PERMITTED));
    }

    static Stream<Refusal> closing() {
        CloseSession close = new CloseSession(SESSION);
        return Stream.of(
                by(DOCTOR_A, "an unknown session is closed", close, ErrorCode.UNKNOWN_SESSION),
                by(STAFF_A, "a colleague closes", close, ErrorCode.NOT_AUTHORISED)
                        .after(AccessRefusalsTest::opened),
                by(OTHER_PATIENT, "another patient closes", close, ErrorCode.NOT_AUTHORISED)
                        .after(AccessRefusalsTest::opened),
                by(NODE_2, "another node closes", close, ErrorCode.NOT_AUTHORISED)
                        .after(AccessRefusalsTest::opened));
    }

    static Stream<Refusal> journalling() {
        RecordDisclosures shown = new RecordDisclosures(List.of(disclosure(DOCTOR_A, 1)));
        Denial denial = new Denial(
                Optional.of(OTHER_SUBJECT),
                Optional.empty(),
                HOSPITAL_A,
                Optional.empty(),
                ErrorCode.TOKEN_FOR_ANOTHER_PATIENT,
                Optional.empty(),
                Cast.DAWN);
        return Stream.of(
                by(NODE_1, "the session of a disclosure is unknown", shown, ErrorCode.UNKNOWN_SESSION),
                by(NODE_2, "another node records a disclosure", shown, ErrorCode.NOT_AUTHORISED)
                        .after(AccessRefusalsTest::opened),
                by(DOCTOR_A, "the reader records its own disclosure", shown, ErrorCode.NOT_AUTHORISED)
                        .after(AccessRefusalsTest::opened),
                by(
                                NODE_1,
                                "somebody else saw it",
                                new RecordDisclosures(List.of(disclosure(STAFF_A, 1))),
                                ErrorCode.WRONG_READER)
                        .after(AccessRefusalsTest::opened),
                by(
                                NODE_1,
                                "nothing was shown",
                                new RecordDisclosures(List.of(disclosure(DOCTOR_A, 0))),
                                ErrorCode.MALFORMED)
                        .after(AccessRefusalsTest::opened),
                by(NODE_1, "a group of types is named twice", groups(PROBLEMS, PROBLEMS), ErrorCode.MALFORMED)
                        .after(AccessRefusalsTest::opened),
                by(NODE_1, "groups are not in order", groups(MEDICATIONS, PROBLEMS), ErrorCode.MALFORMED)
                        .after(AccessRefusalsTest::opened),
                by(NODE_1, "no group is named", groups(), ErrorCode.MALFORMED).after(AccessRefusalsTest::opened),
                by(
                        NODE_1,
                        "a batch is too large",
                        new RecordDisclosures(Collections.nCopies(4_001, disclosure(DOCTOR_A, 1))),
                        ErrorCode.LIMIT_EXCEEDED),
                by(
                        NODE_1,
                        "a batch of denials is too large",
                        new RecordDenials(Collections.nCopies(4_001, denial)),
                        ErrorCode.LIMIT_EXCEEDED),
                by(
                        PATIENT,
                        "a patient records a denial",
                        new RecordDenials(List.of(denial)),
                        ErrorCode.NOT_AUTHORISED));
    }

    private static RecordDisclosures groups(TypeGroup... groups) {
        List<ShownGroup> shown =
                Stream.of(groups).map(group -> new ShownGroup(group, 1)).toList();
        return new RecordDisclosures(List.of(new Disclosure(SESSION, DOCTOR_A, shown, Digest.ZERO, Cast.DAWN, false)));
    }

    private static Disclosure disclosure(PrincipalId actor, int count) {
        return new Disclosure(SESSION, actor, Writing.problems(count), Digest.ZERO, Cast.DAWN, false);
    }

    private static OpenSession emergency(PurposeOfUse purpose) {
        return new OpenSession(SESSION, SUBJECT, purpose, 60, EMERGENCY, M1);
    }

    private static OpenSession ask(SubjectId subject, long seconds, SessionBasis basis, MemberId node) {
        return new OpenSession(SESSION, subject, PurposeOfUse.TREAT, seconds, basis, node);
    }

    private static void opened(Stage stage) {
        Writing.write(stage.enrolled(), DOCTOR_A, SUBJECT, "s1", TypeGroup.PROBLEMS);
        stage.accepts(DOCTOR_A, ask(SUBJECT, 60, NORMAL, M1));
    }

    private static Refusal by(PrincipalId signer, String name, AccessCommand command, ErrorCode code) {
        return Refusal.by(signer, name, command, code).after(Stage::enrolled);
    }
}
