package health.salus.contracts.access;

import static health.salus.contracts.stage.Cast.DOCTOR_A;
import static health.salus.contracts.stage.Cast.DOCTOR_B;
import static health.salus.contracts.stage.Cast.HOSPITAL_B;
import static health.salus.contracts.stage.Cast.M1;
import static health.salus.contracts.stage.Cast.M2;
import static health.salus.contracts.stage.Cast.NODE_1;
import static health.salus.contracts.stage.Cast.NODE_2;
import static health.salus.contracts.stage.Cast.OTHER_SUBJECT;
import static health.salus.contracts.stage.Cast.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.access.AccessCommand.CloseSession;
import health.salus.contracts.access.AccessCommand.Denial;
import health.salus.contracts.access.AccessCommand.Disclosure;
import health.salus.contracts.access.AccessCommand.OpenSession;
import health.salus.contracts.access.AccessCommand.RecordDenials;
import health.salus.contracts.access.AccessCommand.RecordDisclosures;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.records.TypeGroup;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.Stage;
import health.salus.contracts.stage.Writing;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the patient sees of who saw what.
class JournalTest {

    private static final SessionId SESSION = new SessionId("session");

    private final Stage stage = new Stage().enrolled();

    @BeforeEach
    void openSession() {
        Writing.write(stage, DOCTOR_A, SUBJECT, "s1", TypeGroup.PROBLEMS);
        stage.accepts(
                DOCTOR_A, new OpenSession(SESSION, SUBJECT, PurposeOfUse.TREAT, 600, new SessionBasis.Normal(), M1));
    }

    @Test
    void listsDisclosures() {
        stage.accepts(NODE_1, shown(stage.time(), 12));
        DisclosureRecord record = disclosures().getFirst();
        assertThat(record.reader().principal()).isEqualTo(DOCTOR_A);
        assertThat(record.reader().purpose()).isEqualTo(PurposeOfUse.TREAT);
        assertThat(record.attestedBy()).isEqualTo(M1);
        assertThat(record.count()).isEqualTo(12);
        assertThat(record.transaction()).isEqualTo(stage.transaction());
        assertThat(record.emergency()).isFalse();
        assertThat(record.outsideSession()).isFalse();
    }

    @Test
    void takesTheAssertionOfTheReadingNode() {
        stage.accepts(stage.assertedFor(DOCTOR_A), shown(stage.time(), 1));
        assertThat(disclosures()).hasSize(1);
    }

    /// What happened is recorded, even when it should not have.
    @Test
    void marksWhatWasShownOutsideTheSession() {
        stage.accepts(NODE_1, shown(stage.time().minusNanos(1), 1));
        stage.accepts(NODE_1, shown(stage.time().plusSeconds(601), 1));
        assertThat(disclosures()).extracting(DisclosureRecord::outsideSession).containsExactly(true, true);
        stage.pass(Duration.ofSeconds(5));
        stage.accepts(DOCTOR_A, new CloseSession(SESSION));
        stage.accepts(NODE_1, shown(stage.time(), 1));
        stage.accepts(NODE_1, shown(stage.time().plusNanos(1), 1));
        assertThat(disclosures()).extracting(DisclosureRecord::outsideSession).containsExactly(true, true, false, true);
    }

    @Test
    void listsAThousandInABatch() {
        Disclosure one = new Disclosure(SESSION, DOCTOR_A, Writing.problems(1), Digest.ZERO, stage.time(), true);
        stage.accepts(NODE_1, new RecordDisclosures(Collections.nCopies(1_000, one)));
        assertThat(Sessions.of(stage.state()).disclosureCount(SUBJECT)).isEqualTo(1_000);
        assertThat(Sessions.of(stage.state()).disclosures(SUBJECT, 990, 100))
                .hasSize(10)
                .allMatch(DisclosureRecord::deferred);
    }

    @Test
    void listsDenials() {
        Denial denial = new Denial(
                Optional.of(SUBJECT),
                Optional.of(DOCTOR_B),
                HOSPITAL_B,
                Optional.of(PurposeOfUse.TREAT),
                ErrorCode.TOKEN_FOR_ANOTHER_PATIENT,
                Optional.of(Cast.EVIDENCE),
                stage.time());
        Denial unknown = new Denial(
                Optional.empty(),
                Optional.empty(),
                HOSPITAL_B,
                Optional.empty(),
                ErrorCode.UNAUTHENTICATED,
                Optional.empty(),
                stage.time());
        Denial nobody = new Denial(
                Optional.of(OTHER_SUBJECT),
                Optional.empty(),
                HOSPITAL_B,
                Optional.empty(),
                ErrorCode.UNKNOWN_SUBJECT,
                Optional.empty(),
                stage.time());
        stage.accepts(NODE_2, new RecordDenials(List.of(unknown, nobody, denial)));
        assertThat(Sessions.of(stage.state()).denials(SUBJECT, 0, 10))
                .containsExactly(new DenialRecord(
                        Optional.of(DOCTOR_B),
                        HOSPITAL_B,
                        Optional.of(PurposeOfUse.TREAT),
                        ErrorCode.TOKEN_FOR_ANOTHER_PATIENT,
                        Optional.of(Cast.EVIDENCE),
                        M2,
                        stage.time(),
                        stage.height(),
                        stage.transaction()));
        assertThat(Sessions.of(stage.state()).denialCount(SUBJECT)).isEqualTo(1);
    }

    private RecordDisclosures shown(Instant time, int count) {
        return new RecordDisclosures(
                List.of(new Disclosure(SESSION, DOCTOR_A, Writing.problems(count), Digest.ZERO, time, false)));
    }

    private List<DisclosureRecord> disclosures() {
        return Sessions.of(stage.state()).disclosures(SUBJECT, 0, 10);
    }
}
