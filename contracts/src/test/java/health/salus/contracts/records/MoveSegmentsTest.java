package health.salus.contracts.records;

import static health.salus.contracts.stage.Cast.ALL_FOUR;
import static health.salus.contracts.stage.Cast.DOCTOR_A;
import static health.salus.contracts.stage.Cast.M1;
import static health.salus.contracts.stage.Cast.M2;
import static health.salus.contracts.stage.Cast.M3;
import static health.salus.contracts.stage.Cast.M4;
import static health.salus.contracts.stage.Cast.NODE_1;
import static health.salus.contracts.stage.Cast.NODE_2;
import static health.salus.contracts.stage.Cast.STAFF_A;
import static health.salus.contracts.stage.Cast.SUBJECT;
import static health.salus.contracts.stage.Moving.THREE;
import static health.salus.contracts.stage.Moving.THREE_MEMBERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.CustodianSets;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.records.RecordsCommand.MoveSegments;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.Moving;
import health.salus.contracts.stage.Refusal;
import health.salus.contracts.stage.Stage;
import health.salus.contracts.stage.Writing;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Four custodians are superseded by three of them, and their segments are moved.
class MoveSegmentsTest {

    private static final Instant UNTIL = Cast.DAWN.plusSeconds(600);
    private static final MovedSegment S1 = Moving.moved("s1", "s1 moved");
    private static final MovedSegment S2 = Moving.moved("s2", "s2 moved");

    @Test
    void aMoveChangesWhoKeepsASegmentAndNothingElse() {
        Stage stage = written();
        SegmentRecord before = record(stage, "s1");
        assertThat(Segments.of(stage.state()).keptBy(ALL_FOUR)).isEqualTo(2);
        Moving.supersede(stage);
        assertThat(Directory.of(stage.state())
                        .currentCustodianSet(ALL_FOUR)
                        .orElseThrow()
                        .id())
                .isEqualTo(THREE);

        stage.accepts(NODE_1, Moving.command(THREE, UNTIL, THREE_MEMBERS, S1));
        SegmentRecord after = record(stage, "s1");
        assertThat(after.custodianSet()).isEqualTo(THREE);
        assertThat(after.manifest()).isEqualTo(S1.manifest());
        assertThat(after.acknowledgedBy()).containsExactly(M1, M2, M3);
        assertThat(after.moved()).contains(new SegmentRecord.Move(stage.height(), stage.time(), stage.transaction()));
        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFields("custodianSet", "manifest", "acknowledgedBy", "moved")
                .isEqualTo(before);
        assertThat(Segments.of(stage.state()).keptBy(ALL_FOUR)).isEqualTo(1);
        assertThat(Segments.of(stage.state()).keptBy(THREE)).isEqualTo(1);
    }

    @Test
    void severalAreMovedAtOnceByAMemberOfTheOldSetOnly() {
        Stage stage = Moving.supersede(written());
        stage.accepts(new PrincipalId("node-4"), Moving.command(THREE, UNTIL, THREE_MEMBERS, S1, S2));
        assertThat(Segments.of(stage.state()).keptBy(ALL_FOUR)).isZero();
    }

    /// Two members drive the same move: the later one changes nothing.
    @Test
    void whoComesSecondIsRefused() {
        Stage stage = Moving.supersede(written());
        stage.accepts(NODE_1, Moving.command(THREE, UNTIL, THREE_MEMBERS, S1));
        stage.refuses(NODE_2, Moving.command(THREE, UNTIL, THREE_MEMBERS, S1), ErrorCode.VERSION_CONFLICT);
        MovedSegment other = new MovedSegment(S1.segment(), S1.manifest(), Moving.manifest("another"));
        stage.refuses(NODE_2, Moving.command(THREE, UNTIL, THREE_MEMBERS, other), ErrorCode.NOT_AUTHORISED);
    }

    /// Superseded once more before all was moved: what is left goes to the last one at once.
    @Test
    void segmentsGoToTheSetThatIsInForce() {
        Stage stage = Moving.supersede(written());
        stage.accepts(NODE_1, Moving.command(THREE, UNTIL, THREE_MEMBERS, S1));
        CustodianSetId alone = new CustodianSetId("alone");
        CustodianSets.supersede(stage.state(), THREE, new CustodianSet(alone, List.of(M2)));
        stage.refuses(NODE_1, Moving.command(THREE, UNTIL, THREE_MEMBERS, S2), ErrorCode.NOT_AUTHORISED);
        stage.accepts(NODE_1, Moving.command(alone, UNTIL, List.of(M2), S2));
        MovedSegment further = new MovedSegment(S1.segment(), S1.manifest(), Moving.manifest("s1 moved again"));
        stage.accepts(NODE_2, Moving.command(alone, UNTIL, List.of(M2), further));
        assertThat(Segments.of(stage.state()).keptBy(alone)).isEqualTo(2);
    }

    @Test
    void aSupersededSetTakesNothingNew() {
        Stage stage = Moving.supersede(new Stage().enrolled());
        stage.refuses(
                DOCTOR_A,
                Writing.about(SUBJECT)
                        .segment("s1", TypeGroup.OBSERVATIONS, 1)
                        .create(key(1), 0, 0)
                        .command(),
                ErrorCode.CUSTODIAN_SET_SUPERSEDED);
    }

    @Test
    void aSetIsSupersededOnceByOneThatIsNew() {
        Stage stage = Moving.supersede(new Stage());
        assertThatThrownBy(() -> Moving.supersede(stage)).isInstanceOf(SalusException.class);
        CustodianSet again = new CustodianSet(ALL_FOUR, THREE_MEMBERS);
        assertThatThrownBy(() -> CustodianSets.supersede(stage.state(), THREE, again))
                .isInstanceOf(SalusException.class);
        CustodianSet strangers = new CustodianSet(new CustodianSetId("s"), List.of(new MemberId("m9")));
        assertThatThrownBy(() -> CustodianSets.supersede(stage.state(), THREE, strangers))
                .isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> strangers.supersededBy(strangers.id())).isInstanceOf(SalusException.class);
    }

    @ParameterizedTest
    @MethodSource({"moves", "words"})
    void refuses(Refusal refusal) {
        refusal.verify();
    }

    static Stream<Refusal> moves() {
        CustodianSetId nowhere = new CustodianSetId("nowhere");
        MovedSegment[] many = IntStream.rangeClosed(0, MoveSegments.MAX_SEGMENTS)
                .mapToObj(i -> Moving.moved("many-" + i, "moved"))
                .toArray(MovedSegment[]::new);
        return Stream.of(
                moved("nothing is moved", ErrorCode.MALFORMED, THREE),
                moved("one segment is moved twice", ErrorCode.MALFORMED, THREE, S1, S1),
                moved("too many are moved", ErrorCode.LIMIT_EXCEEDED, THREE, many),
                moved("to no set", ErrorCode.UNKNOWN_CUSTODIAN_SET, nowhere, S1),
                moved("back into the superseded set", ErrorCode.NOT_AUTHORISED, ALL_FOUR, S1),
                moved("a segment that is not there", ErrorCode.NOT_FOUND, THREE, S1, Moving.moved("s9", "s9 moved")),
                moved(
                        "by a manifest that is not the ledger's",
                        ErrorCode.VERSION_CONFLICT,
                        THREE,
                        S1,
                        new MovedSegment(S2.segment(), Digest.ZERO, S2.manifest())),
                moved(
                        "the manifest stays",
                        ErrorCode.MALFORMED,
                        THREE,
                        new MovedSegment(S1.segment(), S1.before(), S1.before())),
                by(
                        "no member's service",
                        STAFF_A,
                        Moving.command(THREE, UNTIL, THREE_MEMBERS, S1),
                        ErrorCode.NOT_AUTHORISED),
                Refusal.asserted(
                                NODE_1,
                                "a node's assertion is not its key",
                                Moving.command(THREE, UNTIL, THREE_MEMBERS, S1),
                                ErrorCode.SIGNATURE_REQUIRED)
                        .after(MoveSegmentsTest::superseded),
                Refusal.by(
                                NODE_1,
                                "nobody superseded the set",
                                Moving.command(ALL_FOUR, UNTIL, Cast.MEMBERS, S1),
                                ErrorCode.NOT_AUTHORISED)
                        .after(stage -> write(stage)),
                Refusal.by(
                                NODE_1,
                                "by a member of neither set",
                                Moving.command(new CustodianSetId("two"), UNTIL, List.of(M2), onlyOfThree()),
                                ErrorCode.NOT_AUTHORISED)
                        .after(MoveSegmentsTest::betweenOthers));
    }

    /// What the custodians did not say.
    static Stream<Refusal> words() {
        Acknowledgement ofM1 = Moving.acknowledgement(M1, THREE, UNTIL, List.of(S1, S2));
        return Stream.of(
                acknowledged("nobody acknowledged", ErrorCode.NOT_ACKNOWLEDGED, UNTIL),
                acknowledged("too few did", ErrorCode.NOT_ACKNOWLEDGED, UNTIL, ofM1, of(M2, UNTIL, S1, S2)),
                acknowledged(
                        "one that is in the old set only",
                        ErrorCode.MALFORMED,
                        UNTIL,
                        ofM1,
                        of(M2, UNTIL, S1, S2),
                        of(M4, UNTIL, S1, S2)),
                third("of one segment only", ErrorCode.MALFORMED, of(M3, UNTIL, S1)),
                third("in another order", ErrorCode.BAD_SIGNATURE, of(M3, UNTIL, S2, S1)),
                third("until another time", ErrorCode.BAD_SIGNATURE, of(M3, UNTIL.plusSeconds(1), S1, S2)),
                third(
                        "of another manifest",
                        ErrorCode.BAD_SIGNATURE,
                        of(M3, UNTIL, S1, Moving.moved("s2", "something else"))),
                third(
                        "from another manifest",
                        ErrorCode.BAD_SIGNATURE,
                        of(M3, UNTIL, S1, new MovedSegment(S2.segment(), Digest.ZERO, S2.manifest()))),
                third(
                        "into another set",
                        ErrorCode.BAD_SIGNATURE,
                        Moving.acknowledgement(M3, ALL_FOUR, UNTIL, List.of(S1, S2))),
                third("another's", ErrorCode.BAD_SIGNATURE, new Acknowledgement(M3, 2, ofM1.signature())),
                third("what a write says", ErrorCode.BAD_SIGNATURE, asOfAWrite()),
                acknowledged(
                        "the word has expired",
                        ErrorCode.NOT_ACKNOWLEDGED,
                        Cast.DAWN,
                        of(M1, Cast.DAWN, S1, S2),
                        of(M2, Cast.DAWN, S1, S2),
                        of(M3, Cast.DAWN, S1, S2)));
    }

    private static Acknowledgement asOfAWrite() {
        List<Acknowledgement.Held> held = Stream.of(S1, S2)
                .map(each -> new Acknowledgement.Held(each.segment(), each.manifest()))
                .toList();
        Octets statement = Acknowledgement.statement(Cast.NETWORK, M3, held);
        return new Acknowledgement(M3, 2, Cast.key("custodian/" + M3).sign(statement));
    }

    private static Acknowledgement of(MemberId custodian, Instant until, MovedSegment... segments) {
        return Moving.acknowledgement(custodian, THREE, until, List.of(segments));
    }

    private static Refusal third(String name, ErrorCode code, Acknowledgement third) {
        return acknowledged(name, code, UNTIL, of(M1, UNTIL, S1, S2), of(M2, UNTIL, S1, S2), third);
    }

    private static Refusal acknowledged(String name, ErrorCode code, Instant until, Acknowledgement... given) {
        return by(name, NODE_1, new MoveSegments(List.of(S1, S2), THREE, until, List.of(given)), code);
    }

    private static Refusal moved(String name, ErrorCode code, CustodianSetId to, MovedSegment... segments) {
        return by(name, NODE_1, Moving.command(to, UNTIL, THREE_MEMBERS, segments), code);
    }

    private static Refusal by(String name, PrincipalId signer, MoveSegments command, ErrorCode code) {
        return Refusal.by(signer, name, command, code).after(MoveSegmentsTest::superseded);
    }

    private static void superseded(Stage stage) {
        write(stage);
        Moving.supersede(stage);
    }

    private static MovedSegment onlyOfThree() {
        return new MovedSegment(S1.segment(), S1.manifest(), Moving.manifest("s1 at two"));
    }

    /// The segment came to m2 and m3, and goes on to m2: m1 has nothing to do with it any more.
    private static void betweenOthers(Stage stage) {
        write(stage);
        CustodianSetId both = new CustodianSetId("both");
        CustodianSets.supersede(stage.state(), ALL_FOUR, new CustodianSet(both, List.of(M2, M3)));
        stage.accepts(NODE_1, Moving.command(both, UNTIL, List.of(M2, M3), S1));
        CustodianSets.supersede(stage.state(), both, new CustodianSet(new CustodianSetId("two"), List.of(M2)));
    }

    private static Stage written() {
        Stage stage = new Stage();
        write(stage);
        return stage;
    }

    private static void write(Stage stage) {
        stage.enrolled()
                .accepts(
                        DOCTOR_A,
                        Writing.about(SUBJECT)
                                .segment("s1", TypeGroup.OBSERVATIONS, 1)
                                .segment("s2", TypeGroup.OBSERVATIONS, 1)
                                .create(key(1), 0, 0)
                                .create(key(2), 1, 0)
                                .command());
    }

    private static ResourceKey key(int number) {
        return Writing.keyOf(SUBJECT, number);
    }

    private static SegmentRecord record(Stage stage, String id) {
        return Segments.of(stage.state()).find(new SegmentId(id)).orElseThrow();
    }
}
