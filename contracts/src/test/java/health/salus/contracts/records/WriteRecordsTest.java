package health.salus.contracts.records;

import static health.salus.contracts.stage.Cast.DEVICE_A;
import static health.salus.contracts.stage.Cast.DOCTOR_A;
import static health.salus.contracts.stage.Cast.DOCTOR_B;
import static health.salus.contracts.stage.Cast.HOSPITAL_A;
import static health.salus.contracts.stage.Cast.HOSPITAL_B;
import static health.salus.contracts.stage.Cast.OTHER_SUBJECT;
import static health.salus.contracts.stage.Cast.PATIENT;
import static health.salus.contracts.stage.Cast.STAFF_B;
import static health.salus.contracts.stage.Cast.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.identity.IdentityCommand.OpenCareRelation;
import health.salus.contracts.identity.IdentityCommand.UnlinkSubjects;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.Stage;
import health.salus.contracts.stage.Writing;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SegmentId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Writing records.
class WriteRecordsTest {

    private final Stage stage = new Stage().enrolled();

    @Test
    void createsResourcesInSegments() {
        stage.accepts(
                DOCTOR_A,
                Writing.about(SUBJECT)
                        .segment("s1", TypeGroup.OBSERVATIONS, 2, SecurityLabel.R)
                        .segment("s2", TypeGroup.PROBLEMS, 1)
                        .create(key(1), 0, 1)
                        .create(key(2), 0, 0)
                        .create(key(3), 1, 0)
                        .command());
        assertThat(versions().current(key(1)))
                .contains(new ResourceVersion(1, new SegmentId("s1"), 1, Optional.empty()));
        SegmentRecord segment = segments().find(new SegmentId("s1")).orElseThrow();
        assertThat(segment.subject()).contains(SUBJECT);
        assertThat(segment.cell()).isEqualTo(new Cell(TypeGroup.OBSERVATIONS, List.of(SecurityLabel.R), HOSPITAL_A));
        assertThat(segment.actor()).isEqualTo(DOCTOR_A);
        assertThat(segment.acknowledgedBy()).containsExactlyElementsOf(Cast.MEMBERS.subList(0, 3));
        assertThat(segments().cells(SUBJECT)).hasSize(2);
        assertThat(segments().of(SUBJECT, 0, 10))
                .containsExactly(new SegmentEntry(new SegmentId("s1"), 0), new SegmentEntry(new SegmentId("s2"), 1));
    }

    /// As large writes go: each custodian was asked in requests of its own.
    @Test
    void custodiansAcknowledgeInAsManyPartsAsTheyWereAsked() {
        List<SegmentRegistration> segments = Stream.of("s1", "s2", "s3")
                .map(id -> Writing.registration(id, TypeGroup.OBSERVATIONS, 1))
                .toList();
        Writing writing = Writing.about(SUBJECT);
        for (int i = 0; i < segments.size(); i++) {
            writing.segment(segments.get(i)).create(key(i + 1), i, 0);
        }
        stage.accepts(
                DOCTOR_A,
                writing.acknowledged(List.of(
                                Writing.acknowledgement(Cast.M4, segments.subList(0, 1)),
                                Writing.acknowledgement(Cast.M2, segments),
                                Writing.acknowledgement(Cast.M3, segments.subList(0, 2)),
                                Writing.acknowledgement(Cast.M4, segments.subList(1, 2)),
                                Writing.acknowledgement(Cast.M3, segments.subList(2, 3)),
                                Writing.acknowledgement(Cast.M4, segments.subList(2, 3))))
                        .command());
        for (SegmentRegistration each : segments) {
            assertThat(segments().find(each.segment()).orElseThrow().acknowledgedBy())
                    .containsExactly(Cast.M2, Cast.M3, Cast.M4);
        }
    }

    @Test
    void nodeWritesForWhomItAsserts() {
        stage.accepts(
                stage.assertedFor(DEVICE_A),
                Writing.about(SUBJECT)
                        .segment("s1", TypeGroup.OBSERVATIONS, 1)
                        .create(key(1), 0, 0)
                        .command());
        assertThat(versions().current(key(1))).isPresent();
    }

    @Test
    void patientWritesItsOwnRecord() {
        Writing.write(stage, PATIENT, SUBJECT, "s1", TypeGroup.OBSERVATIONS);
        assertThat(segments().count(SUBJECT)).isEqualTo(1);
    }

    @Test
    void patientChangesWhatThePatientWrote() {
        stage.accepts(
                PATIENT,
                Writing.about(SUBJECT)
                        .segment("s1", TypeGroup.OBSERVATIONS, 1)
                        .create(key(1), 0, 0)
                        .command());
        stage.accepts(PATIENT, update("s2", 2));
        assertThat(versions().current(key(1)).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void keepsEveryVersion() {
        create("s1", 1);
        stage.accepts(
                DOCTOR_A,
                Writing.about(SUBJECT)
                        .segment("s2", TypeGroup.OBSERVATIONS, 1)
                        .update(key(1), 2, 0, 0)
                        .command());
        stage.pass(Duration.ofMinutes(1));
        stage.accepts(DOCTOR_A, Writing.about(SUBJECT).delete(key(1), 3).command());
        var deletion = new ResourceVersion.Deletion(stage.time(), stage.transaction());
        stage.pass(Duration.ofMinutes(1));
        stage.accepts(
                DOCTOR_A,
                Writing.about(SUBJECT)
                        .segment("s4", TypeGroup.OBSERVATIONS, 1)
                        .update(key(1), 4, 0, 0)
                        .command());
        assertThat(versions().at(key(1), 1)).contains(new ResourceVersion(1, new SegmentId("s1"), 0, Optional.empty()));
        assertThat(versions().at(key(1), 2)).contains(new ResourceVersion(2, new SegmentId("s2"), 0, Optional.empty()));
        assertThat(versions().at(key(1), 3))
                .contains(new ResourceVersion(3, new SegmentId("s2"), 0, Optional.of(deletion)));
        assertThat(versions().at(key(1), 4)).contains(new ResourceVersion(4, new SegmentId("s4"), 0, Optional.empty()));
        assertThat(versions().at(key(1), 5)).isEmpty();
        assertThat(versions().at(key(2), 1)).isEmpty();
    }

    @Test
    void oneOfTwoRacingUpdatesIsRefused() {
        create("s1", 1);
        stage.accepts(DOCTOR_A, update("s2", 2));
        String detail = stage.refuses(DOCTOR_A, update("s3", 2), ErrorCode.VERSION_CONFLICT);
        assertThat(detail).isEqualTo("change 0: the current version is 2");
    }

    @Test
    void oneOfTwoRacingConditionalCreatesIsRefused() {
        long seen = Buckets.counter(stage.state(), 4711);
        stage.accepts(DOCTOR_A, conditional("s1", 1, Optional.of(seen)));
        stage.refuses(DOCTOR_A, conditional("s2", 2, Optional.of(seen)), ErrorCode.CONDITION_RACED);
        long again = Buckets.counter(stage.state(), 4711);
        stage.accepts(DOCTOR_A, conditional("s2", 2, Optional.of(again)));
    }

    @Test
    void plainCreateMovesTheBucketOfItsIdentifierOn() {
        long seen = Buckets.counter(stage.state(), 4711);
        stage.accepts(DOCTOR_A, conditional("s1", 1, Optional.empty()));
        stage.refuses(DOCTOR_A, conditional("s2", 2, Optional.of(seen)), ErrorCode.CONDITION_RACED);
    }

    @Test
    void directoryIsAboutNobody() {
        stage.accepts(
                DOCTOR_A,
                Writing.directory()
                        .segment("d1", TypeGroup.DIRECTORY, 1)
                        .segment("d2", TypeGroup.MEDICATIONS, 1)
                        .create(ResourceKey.of("Practitioner", "p"), 0, 0)
                        .create(ResourceKey.of("Medication", "m"), 1, 0)
                        .command());
        assertThat(segments().directory(HOSPITAL_A, 0, 10)).containsExactly(new SegmentId("d1"), new SegmentId("d2"));
        assertThat(segments().directoryCount(HOSPITAL_B)).isZero();
    }

    @Test
    void authorWritesToAnyPseudonymOfThePerson() {
        stage.otherEnrolled();
        create("s1", 1);
        stage.linked();
        var update = Writing.about(OTHER_SUBJECT)
                .segment("s2", TypeGroup.OBSERVATIONS, 1)
                .update(key(1), 2, 0, 0)
                .command();
        stage.accepts(DOCTOR_A, update);
        stage.accepts(PATIENT, new UnlinkSubjects(SUBJECT, OTHER_SUBJECT));
        stage.refuses(DOCTOR_A, update, ErrorCode.NO_CARE_RELATION);
    }

    @Test
    void appendingToALongRecordWritesSmallValues() {
        stage.state().measure();
        for (int i = 0; i < 400; i++) {
            Writing.write(
                    stage, DOCTOR_A, SUBJECT, "segment-" + i, i % 2 == 0 ? TypeGroup.PROBLEMS : TypeGroup.GENOMICS);
        }
        assertThat(segments().count(SUBJECT)).isEqualTo(400);
        assertThat(segments().of(SUBJECT, 390, 100))
                .hasSize(10)
                .first()
                .isEqualTo(new SegmentEntry(new SegmentId("segment-390"), 0));
        assertThat(stage.state().largestBytes()).isLessThan(5_000);
    }

    @Test
    void otherAuthorsWriteBesideEachOther() {
        create("s1", 1);
        stage.accepts(STAFF_B, new OpenCareRelation(SUBJECT, HOSPITAL_B, Optional.empty()));
        Writing.write(stage, DOCTOR_B, SUBJECT, "b1", TypeGroup.OBSERVATIONS);
        assertThat(segments().cells(SUBJECT)).extracting(Cell::author).containsExactly(HOSPITAL_A, HOSPITAL_B);
        assertThat(segments().cellNumber(SUBJECT, new Cell(TypeGroup.OBSERVATIONS, List.of(), HOSPITAL_B)))
                .contains(1L);
    }

    private void create(String segment, int number) {
        stage.accepts(
                DOCTOR_A,
                Writing.about(SUBJECT)
                        .segment(segment, TypeGroup.OBSERVATIONS, 1)
                        .create(key(number), 0, 0)
                        .command());
    }

    private static RecordsCommand update(String segment, long version) {
        return Writing.about(SUBJECT)
                .segment(segment, TypeGroup.OBSERVATIONS, 1)
                .update(key(1), version, 0, 0)
                .command();
    }

    private static RecordsCommand conditional(String segment, int number, Optional<Long> expected) {
        return Writing.about(SUBJECT)
                .segment(segment, TypeGroup.OBSERVATIONS, 1)
                .create(key(number), 0, 0)
                .bucket(4711, expected)
                .command();
    }

    private static ResourceKey key(int number) {
        return Writing.keyOf(SUBJECT, number);
    }

    private ResourceVersions versions() {
        return ResourceVersions.of(stage.state());
    }

    private Segments segments() {
        return Segments.of(stage.state());
    }
}
