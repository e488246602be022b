package health.salus.contracts.records;

import static health.salus.contracts.stage.Cast.DOCTOR_A;
import static health.salus.contracts.stage.Cast.DOCTOR_B;
import static health.salus.contracts.stage.Cast.GUARDIAN;
import static health.salus.contracts.stage.Cast.HOSPITAL_A;
import static health.salus.contracts.stage.Cast.HOSPITAL_B;
import static health.salus.contracts.stage.Cast.OTHER_PATIENT;
import static health.salus.contracts.stage.Cast.OTHER_SUBJECT;
import static health.salus.contracts.stage.Cast.PATIENT;
import static health.salus.contracts.stage.Cast.STAFF_A;
import static health.salus.contracts.stage.Cast.STAFF_B;
import static health.salus.contracts.stage.Cast.SUBJECT;

import health.salus.contracts.identity.IdentityCommand.CloseCareRelation;
import health.salus.contracts.identity.IdentityCommand.OpenCareRelation;
import health.salus.contracts.stage.Refusal;
import health.salus.contracts.stage.Stage;
import health.salus.contracts.stage.Writing;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.PrincipalId;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every refusal of the records contract but those in [AcknowledgementRefusalsTest].
class WriteRefusalsTest {

    @ParameterizedTest
    @MethodSource({"authors", "segments", "changes", "buckets"})
    void refuses(Refusal refusal) {
        refusal.verify();
    }

    static Stream<Refusal> authors() {
        RecordsCommand write = one("s1").command();
        RecordsCommand directory = Writing.directory()
                .segment("d1", TypeGroup.DIRECTORY, 1)
                .create(key(1), 0, 0)
                .command();
        Consumer<Stage> careEnded =
                stage -> stage.enrolled().accepts(STAFF_A, new CloseCareRelation(SUBJECT, HOSPITAL_A));
        return Stream.of(
                Refusal.by(DOCTOR_A, "an unknown subject is written about", write, ErrorCode.UNKNOWN_SUBJECT),
                by(DOCTOR_B, "an organisation without care writes", write, ErrorCode.NO_CARE_RELATION),
                Refusal.by(DOCTOR_A, "an organisation whose care ended writes", write, ErrorCode.NO_CARE_RELATION)
                        .after(careEnded),
                by(OTHER_PATIENT, "another patient writes", write, ErrorCode.NOT_AUTHORISED),
                by(GUARDIAN, "a stranger's guardian writes", write, ErrorCode.NOT_AUTHORISED),
                by(PATIENT, "a patient writes the directory", directory, ErrorCode.NOT_AUTHORISED));
    }

    static Stream<Refusal> segments() {
        SegmentRegistration registration = Writing.registration("s1", TypeGroup.OBSERVATIONS, 1);
        return Stream.of(
                Refusal.by(DOCTOR_A, "a segment is registered twice", one("s1").command(), ErrorCode.ALREADY_EXISTS)
                        .after(stage -> Writing.write(stage.enrolled(), DOCTOR_A, SUBJECT, "s1", TypeGroup.PROBLEMS)),
                by(
                        DOCTOR_A,
                        "two segments have one id",
                        Writing.about(SUBJECT)
                                .segment(registration)
                                .segment(registration)
                                .create(key(1), 0, 0)
                                .create(key(2), 1, 0)
                                .command(),
                        ErrorCode.MALFORMED),
                by(
                        DOCTOR_A,
                        "a segment is empty",
                        Writing.about(SUBJECT)
                                .segment("s1", TypeGroup.OBSERVATIONS, 0)
                                .delete(key(1), 1)
                                .command(),
                        ErrorCode.MALFORMED),
                by(
                        DOCTOR_A,
                        "labels stand in another order",
                        Writing.about(SUBJECT)
                                .segment("s1", TypeGroup.OBSERVATIONS, 1, SecurityLabel.HIV, SecurityLabel.R)
                                .create(key(1), 0, 0)
                                .command(),
                        ErrorCode.NOT_CANONICAL));
    }

    static Stream<Refusal> changes() {
        Consumer<Stage> written =
                stage -> stage.enrolled().accepts(DOCTOR_A, one("s0").command());
        Consumer<Stage> deleted = written.andThen(stage ->
                stage.accepts(DOCTOR_A, Writing.about(SUBJECT).delete(key(1), 2).command()));
        Consumer<Stage> bCares = written.andThen(
                stage -> stage.accepts(STAFF_B, new OpenCareRelation(SUBJECT, HOSPITAL_B, Optional.empty())));
        Consumer<Stage> aCaresForBoth = written.andThen(stage -> stage.otherEnrolled()
                .accepts(STAFF_A, new OpenCareRelation(OTHER_SUBJECT, HOSPITAL_A, Optional.empty())));
        RecordsCommand otherSubject = Writing.about(OTHER_SUBJECT)
                .segment("s1", TypeGroup.OBSERVATIONS, 1)
                .update(key(1), 2, 0, 0)
                .command();
        return Stream.of(
                by(DOCTOR_A, "nothing is changed", Writing.about(SUBJECT).command(), ErrorCode.MALFORMED),
                by(DOCTOR_A, "what is not there is updated", update(2), ErrorCode.VERSION_CONFLICT),
                by(
                        DOCTOR_A,
                        "what is not there is deleted",
                        Writing.about(SUBJECT).delete(key(1), 1).command(),
                        ErrorCode.VERSION_CONFLICT),
                Refusal.by(DOCTOR_A, "what is there is created", one("s1").command(), ErrorCode.VERSION_CONFLICT)
                        .after(written),
                Refusal.by(DOCTOR_A, "what was deleted is created", one("s1").command(), ErrorCode.VERSION_CONFLICT)
                        .after(deleted),
                Refusal.by(DOCTOR_A, "a version is skipped", update(3), ErrorCode.VERSION_CONFLICT)
                        .after(written),
                Refusal.by(
                                DOCTOR_A,
                                "what was deleted is deleted",
                                Writing.about(SUBJECT).delete(key(1), 3).command(),
                                ErrorCode.DELETED)
                        .after(deleted),
                Refusal.by(DOCTOR_B, "another organisation updates", update(2), ErrorCode.NOT_AUTHOR)
                        .after(bCares),
                Refusal.by(
                                DOCTOR_B,
                                "another organisation deletes",
                                Writing.about(SUBJECT).delete(key(1), 2).command(),
                                ErrorCode.NOT_AUTHOR)
                        .after(bCares),
                Refusal.by(PATIENT, "a patient changes what its hospital wrote", update(2), ErrorCode.NOT_AUTHOR)
                        .after(written),
                Refusal.by(DOCTOR_A, "a resource moves to another patient", otherSubject, ErrorCode.SUBJECT_MISMATCH)
                        .after(aCaresForBoth),
                by(
                        DOCTOR_A,
                        "a change names no segment",
                        one("s1").create(key(2), 1, 0).command(),
                        ErrorCode.MALFORMED),
                by(
                        DOCTOR_A,
                        "two changes take one place",
                        one("s1").create(key(2), 0, 0).command(),
                        ErrorCode.MALFORMED),
                by(
                        DOCTOR_A,
                        "a change takes a place beyond the segment",
                        one("s1").create(key(2), 0, 1).command(),
                        ErrorCode.MALFORMED),
                by(
                        DOCTOR_A,
                        "a segment has resources that no change names",
                        Writing.about(SUBJECT)
                                .segment("s1", TypeGroup.OBSERVATIONS, 2)
                                .create(key(1), 0, 0)
                                .command(),
                        ErrorCode.MALFORMED));
    }

    static Stream<Refusal> buckets() {
        Optional<Long> zero = Optional.of(0L);
        return Stream.of(
                by(
                        DOCTOR_A,
                        "a bucket moved on",
                        one("s1").bucket(1, Optional.of(1L)).command(),
                        ErrorCode.CONDITION_RACED),
                by(
                        DOCTOR_A,
                        "a bucket is below the range",
                        one("s1").bucket(-1, zero).command(),
                        ErrorCode.MALFORMED),
                by(
                        DOCTOR_A,
                        "a bucket is beyond the range",
                        one("s1").bucket(65_536, zero).command(),
                        ErrorCode.MALFORMED),
                by(
                        DOCTOR_A,
                        "a bucket stands twice",
                        one("s1").bucket(1, zero).bucket(1, zero).command(),
                        ErrorCode.MALFORMED));
    }

    private static Writing one(String segment) {
        return Writing.about(SUBJECT)
                .segment(segment, TypeGroup.OBSERVATIONS, 1)
                .create(key(1), 0, 0);
    }

    private static RecordsCommand update(long version) {
        return Writing.about(SUBJECT)
                .segment("s1", TypeGroup.OBSERVATIONS, 1)
                .update(key(1), version, 0, 0)
                .command();
    }

    private static ResourceKey key(int number) {
        return Writing.keyOf(SUBJECT, number);
    }

    private static Refusal by(PrincipalId signer, String name, RecordsCommand command, ErrorCode code) {
        return Refusal.by(signer, name, command, code).after(Stage::enrolled);
    }
}
