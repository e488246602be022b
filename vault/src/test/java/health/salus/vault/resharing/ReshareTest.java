package health.salus.vault.resharing;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.doubles.Subsets;
import health.salus.vault.doubles.SyntheticSegments;
import health.salus.vault.resharing.PieceSettlement.Outcome;
import health.salus.vault.segment.KeyShare;
import health.salus.vault.segment.OpenedSegment;
import health.salus.vault.segment.Opening;
import health.salus.vault.segment.Piece;
import health.salus.vault.segment.SealedSegment;
import health.salus.vault.segment.SegmentOpener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Segments leave one custodian set for another.
class ReshareTest {

    /// One of four replaced; solo to four; four to seven; seven to four others.
    @ParameterizedTest
    @ValueSource(strings = {"1,2,3,4>4,2,5,3", "1>1,2,3,4", "1,2,3,4>1,2,3,4,5,6,7", "1,2,3,4,5,6,7>8,9,10,11"})
    void everyThresholdOfTheNextSetOpensWhatTheOldOneKept(String shapes) {
        TwoSets sets = new TwoSets(circle(SyntheticSegments.SET, shapes, 0), circle(TwoSets.NEXT, shapes, 1), 211);
        SegmentReference[] segments = {sets.write("s-1", 3), sets.write("s-2", 1), sets.write("s-3", 2)};
        List<OpenedSegment> before = open(sets, sets.from.members());
        assertThat(sets.move(segments))
                .containsExactly(new SegmentId("s-1"), new SegmentId("s-2"), new SegmentId("s-3"));
        assertThat(sets.decisions).isEqualTo(1);
        assertThat(open(sets, sets.to.members()))
                .as("before anything is settled")
                .isEqualTo(before);
        settleAll(sets);
        for (List<MemberId> some : Subsets.ofSize(sets.to.threshold(), sets.to.members())) {
            assertThat(open(sets, some)).isEqualTo(before);
        }
        for (List<MemberId> tooFew : Subsets.ofSize(sets.to.threshold() - 1, sets.to.members())) {
            assertThat(sets.open("s-1", tooFew)).isEmpty();
        }
        assertThat(sets.evidence).isEmpty();
    }

    /// Nothing is left anywhere but the next set's pieces, each on the shelf of those that count.
    @Test
    void nothingOldIsKept() {
        TwoSets sets = TwoSets.oneReplaced(223);
        sets.move(sets.write("s-1", 1));
        settleAll(sets);
        for (int number = 1; number <= 5; number++) {
            assertThat(TwoSets.has(sets.pieces(number).arriving(), "s-1")).isFalse();
            assertThat(TwoSets.has(sets.pieces(number).present(), "s-1")).isEqualTo(number != 1);
        }
        assertThat(sets.held("s-1", sets.to.members())).hasSize(4);
    }

    /// The same members under another set: who lost its shares has new ones, and nobody's old one fits.
    @Test
    void whoLostItsStoreHasSharesAgainWhenAllAreDealtAnew() {
        Circle same = TwoSets.circle(TwoSets.NEXT, 1, 2, 3, 4);
        TwoSets sets = new TwoSets(TwoSets.circle(SyntheticSegments.SET, 1, 2, 3, 4), same, 307);
        SegmentReference[] segments = {sets.write("s-1", 1), sets.write("s-2", 1)};
        List<OpenedSegment> before = open(sets, sets.from.members());
        sets.pieces(1).present().discard(List.copyOf(sets.sealed.keySet()));
        assertThat(sets.move(segments)).hasSize(2);
        settleAll(sets);
        for (List<MemberId> some : Subsets.ofSize(2, sets.to.members())) {
            assertThat(open(sets, some)).isEqualTo(before);
        }
        sets.sealed.forEach((segment, written) -> assertThat(sets.held(segment.value(), sets.to.members()))
                .extracting(Piece::share)
                .doesNotContainAnyElementsOf(
                        written.pieces().stream().map(Piece::share).toList()));
    }

    /// Who left may have kept a copy of its piece. With all that f members of the next set hold, it opens nothing.
    @Test
    void aShareOfWhoLeftIsWorthless() {
        TwoSets sets = TwoSets.oneReplaced(227);
        SegmentReference segment = sets.write("s-1", 1);
        SealedSegment sealed = sets.sealed(segment.segment());
        KeyShare kept = sealed.pieces().getFirst().share();
        sets.move(segment);
        settleAll(sets);
        for (Piece piece : sets.held("s-1", sets.to.members())) {
            assertThat(sealed.pieces()).extracting(Piece::share).doesNotContain(piece.share());
            for (int place = 1; place <= 4; place++) {
                if (place != piece.custodian()) {
                    Piece made = new Piece(place, fragmentAt(sets, place), kept);
                    Piece old = new Piece(
                            piece.custodian(),
                            sealed.pieces().get(piece.custodian() - 1).fragment(),
                            piece.share());
                    assertNotOpen(sets, List.of(piece, made));
                    assertThat(new SegmentOpener()
                                    .open(
                                            sealed.manifest(),
                                            List.of(sealed.pieces().getFirst(), old)))
                            .isNotInstanceOf(Opening.Opened.class);
                }
            }
        }
    }

    /// Everything that is said between custodians: parts of shares go to one receiver only, and no key is among them.
    @Test
    void nobodyIsToldMoreThanItsOwnParts() {
        TwoSets sets = TwoSets.oneReplaced(229);
        Map<MemberId, List<KeyShare>> told = new HashMap<>();
        for (int number = 1; number <= 4; number++) {
            sets.replace(number, straight -> new MovingCustodian() {
                @Override
                public MemberId member() {
                    return straight.member();
                }

                @Override
                public Dealings deal(DealingQuestion question) {
                    Dealings dealings = straight.deal(question);
                    MemberId receiver = dealings.signed().decoded().receiver();
                    synchronized (told) {
                        dealings.dealings()
                                .forEach(each -> told.computeIfAbsent(receiver, _ -> new ArrayList<>())
                                        .add(each.subShare()));
                    }
                    return dealings;
                }

                @Override
                public TakenOver takeOver(TakeoverRequest request) {
                    return straight.takeOver(request);
                }
            });
        }
        SegmentReference segment = sets.write("s-1", 1);
        sets.move(segment);
        List<KeyShare> shares = new ArrayList<>();
        sets.sealed(segment.segment()).pieces().forEach(piece -> shares.add(piece.share()));
        assertThat(told.keySet()).containsExactlyInAnyOrderElementsOf(sets.to.members());
        List<KeyShare> all = new ArrayList<>();
        told.values().forEach(parts -> {
            assertThat(parts).hasSize(sets.from.threshold());
            all.addAll(parts);
        });
        assertThat(all).doesNotHaveDuplicates().doesNotContainAnyElementsOf(shares);
    }

    /// A receiver that is down gets its piece by repair; with two of four down the ledger would refuse, and is not
    /// asked.
    @Test
    void withoutEnoughReceiversNothingIsDecided() {
        TwoSets sets = TwoSets.oneReplaced(269);
        SegmentReference segment = sets.write("s-1", 1);
        sets.replace(5, DownMovingCustodian::new);
        sets.replace(4, DownMovingCustodian::new);
        assertThat(sets.move(segment)).isEmpty();
        assertThat(sets.decisions).isZero();
        sets.replace(4, straight -> straight);
        assertThat(sets.move(segment)).containsExactly(segment.segment());
        settleAll(sets);
        assertThat(TwoSets.has(sets.pieces(5).present(), "s-1")).isFalse();
        assertThat(sets.held("s-1", sets.to.members())).hasSize(3);
    }

    /// Two receivers each lack another segment: what enough of them hold is moved all the same.
    @Test
    void oneSegmentThatCannotMoveKeepsNoOther() {
        TwoSets sets = TwoSets.oneReplaced(271);
        SegmentReference[] segments = {sets.write("s-1", 1), sets.write("s-2", 1), sets.write("s-3", 1)};
        for (int number = 1; number <= 4; number++) {
            sets.pieces(number).present().discard(List.of(new SegmentId("s-2")));
        }
        sets.pieces(5).arriving().destroyShares(List.of(new SegmentId("s-1")));
        sets.pieces(4).arriving().destroyShares(List.of(new SegmentId("s-3")));
        assertThat(sets.move(segments)).containsExactly(new SegmentId("s-1"), new SegmentId("s-3"));
    }

    /// Before the ledger has the move, and has it for good, nobody forgets anything.
    @Test
    void oldPiecesGoWhenTheMoveIsFinal() {
        TwoSets sets = TwoSets.oneReplaced(281);
        SegmentReference segment = sets.write("s-1", 1);
        sets.undecided = Optional.of(ErrorCode.NOT_FINAL_YET);
        assertThat(sets.move(segment)).isEmpty();
        assertThat(sets.settle(1, "s-1")).isEqualTo(Outcome.STAYS);
        sets.undecided = Optional.empty();
        sets.move(segment);
        sets.isFinal = false;
        assertThat(sets.settle(1, "s-1")).isEqualTo(Outcome.STAYS);
        assertThat(sets.settle(2, "s-1")).isEqualTo(Outcome.STAYS);
        sets.isFinal = true;
        assertThat(sets.settle(1, "s-1")).isEqualTo(Outcome.LEFT);
        assertThat(sets.settle(2, "s-1")).isEqualTo(Outcome.CAME);
        assertThat(sets.settle(2, "s-1")).isEqualTo(Outcome.STAYS);
        assertThat(TwoSets.has(sets.pieces(1).present(), "s-1")).isFalse();
    }

    /// A piece that the ledger came to name another of is forgotten when no word for it holds any more.
    @Test
    void aPromisedPieceStaysUntilItsWordHasEnded() {
        TwoSets sets = TwoSets.oneReplaced(283);
        SegmentReference segment = sets.write("s-1", 1);
        sets.undecided = Optional.of(ErrorCode.NO_QUORUM);
        sets.move(segment);
        sets.settlement(5).settleArrived(_ -> {});
        assertThat(TwoSets.has(sets.pieces(5).arriving(), "s-1")).isTrue();
        pass(sets, PromisedPieces.LONGEST.plus(Duration.ofSeconds(1)));
        sets.settlement(5).settleArrived(_ -> {});
        assertThat(TwoSets.has(sets.pieces(5).arriving(), "s-1")).isFalse();
        assertThat(sets.held("s-1", sets.from.members())).hasSize(4);
    }

    private static Circle circle(CustodianSetId id, String shapes, int side) {
        return TwoSets.circle(
                id,
                List.of(shapes.split(">")[side].split(",")).stream()
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    static void pass(TwoSets sets, Duration by) {
        sets.time.advance(by);
        sets.ledgerTime = sets.time.now();
    }

    static void settleAll(TwoSets sets) {
        for (MemberId member : sets.everybody()) {
            int number = Integer.parseInt(member.value().substring("member-".length()));
            sets.sealed.keySet().forEach(segment -> sets.settle(number, segment.value()));
        }
    }

    static List<OpenedSegment> open(TwoSets sets, List<MemberId> members) {
        return sets.sealed.keySet().stream()
                .map(segment -> sets.open(segment.value(), members).orElseThrow())
                .toList();
    }

    private static Octets fragmentAt(TwoSets sets, int place) {
        return sets.held("s-1", sets.to.members()).stream()
                .filter(piece -> piece.custodian() == place)
                .findFirst()
                .orElseThrow()
                .fragment();
    }

    private static void assertNotOpen(TwoSets sets, List<Piece> pieces) {
        SegmentReference segment = sets.registered("s-1");
        assertThat(new SegmentOpener()
                        .open(
                                sets.pieces(2)
                                        .fragment(segment.segment(), segment.manifest())
                                        .orElseThrow()
                                        .manifest(),
                                pieces))
                .isNotInstanceOf(Opening.Opened.class);
    }
}
