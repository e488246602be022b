package health.salus.vault.resharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.doubles.SyntheticSegments;
import health.salus.vault.segment.KeyShare;
import health.salus.vault.segment.OpenedSegment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Dealers that deal wrongly, or to whom they must not, or not at all.
class WrongDealerTest {

    @ParameterizedTest
    @EnumSource(
            value = WrongDealer.Lie.class,
            names = {"FRAGMENT", "ANOTHER_SHARE", "SUB_SHARE"})
    void aDealerThatDealsWronglyIsConvictedAndDoneWithout(WrongDealer.Lie lie) {
        TwoSets sets = TwoSets.oneReplaced(233);
        SegmentReference segment = sets.write("s-1", 2);
        lie(sets, 2, lie, Set.copyOf(sets.to.members()));
        assertThat(sets.move(segment)).containsExactly(segment.segment());
        assertThat(ReshareTest.open(sets, sets.to.members())).hasSize(1);
        assertThat(sets.evidence).isNotEmpty();
        MemberId liar = TwoSets.member(2);
        SegmentReference other = sets.write("s-2", 1);
        for (DealingEvidence found : sets.evidence) {
            assertThat(found.wrong().dealer()).isEqualTo(liar);
            assertThat(found.convicts(sets.onLedger(liar, segment))).isTrue();
            // The same evidence against another, another segment's manifest, another key, or nothing signed.
            assertThat(found.convicts(sets.onLedger(liar, other))).isFalse();
            assertThat(found.convicts(new DealingEvidence.OnLedger(
                            SyntheticSegments.NETWORK,
                            sets.key(TwoSets.member(1)),
                            segment.manifest(),
                            sets.from,
                            sets.to)))
                    .isFalse();
            assertThat(new DealingEvidence(found.wrong(), Optional.empty(), found.second(), found.manifest())
                            .convicts(sets.onLedger(liar, segment)))
                    .isFalse();
        }
    }

    /// What an honest dealer signed convicts it of nothing, whatever it is accused of.
    @ParameterizedTest
    @EnumSource(WrongDealing.Kind.class)
    void anHonestDealerIsNotConvicted(WrongDealing.Kind kind) {
        TwoSets sets = TwoSets.oneReplaced(239);
        SegmentReference segment = sets.write("s-1", 1);
        MemberId dealer = TwoSets.member(2);
        DealingQuestion question = new DealingQuestion(sets.to.id(), List.of(segment));
        Dealings toFive = sets.reached(TwoSets.member(5), dealer).deal(question);
        Dealings toFour = sets.reached(TwoSets.member(4), dealer).deal(question);
        DealingEvidence accusation = new DealingEvidence(
                new WrongDealing(segment.segment(), dealer, kind),
                Optional.of(toFive.signed()),
                Optional.of(toFour.signed()),
                Optional.of(toFive.dealings().getFirst().manifest()));
        assertThat(accusation.convicts(sets.onLedger(dealer, segment))).isFalse();
    }

    /// Each receiver alone finds its own part in order; side by side they name who dealt them.
    @Test
    void aDealerWithTwoPolynomialsIsConvictedByWhatItSigned() {
        TwoSets sets = TwoSets.oneReplaced(241);
        SegmentReference segment = sets.write("s-1", 1);
        List<OpenedSegment> before = ReshareTest.open(sets, sets.from.members());
        lie(sets, 2, WrongDealer.Lie.ANOTHER_POLYNOMIAL, Set.of(TwoSets.member(5), TwoSets.member(3)));
        assertThat(sets.move(segment)).isEmpty();
        assertThat(sets.evidence).isNotEmpty().allSatisfy(found -> {
            assertThat(found.wrong().kind()).isEqualTo(WrongDealing.Kind.TWO_DEALINGS);
            assertThat(found.convicts(sets.onLedger(TwoSets.member(2), segment)))
                    .isTrue();
        });
        assertThat(ReshareTest.open(sets, sets.from.members())).isEqualTo(before);
        // Pieces of its polynomials are promised; when that has ended, others deal.
        assertThat(sets.move(segment)).isEmpty();
        ReshareTest.pass(sets, SegmentMover.WORD.plusSeconds(1));
        assertThat(sets.move(segment)).isEmpty();
        ReshareTest.pass(sets, PromisedPieces.LONGEST);
        assertThat(sets.move(segment)).containsExactly(segment.segment());
        ReshareTest.settleAll(sets);
        assertThat(ReshareTest.open(sets, sets.to.members())).isEqualTo(before);
    }

    @Test
    void aDealerThatSignsSomethingElseIsDoneWithout() {
        TwoSets sets = TwoSets.oneReplaced(251);
        SegmentReference segment = sets.write("s-1", 1);
        lie(sets, 1, WrongDealer.Lie.UNSIGNED, Set.copyOf(sets.to.members()));
        assertThat(sets.move(segment)).containsExactly(segment.segment());
        assertThat(sets.evidence).as("nothing that could be shown").isEmpty();
    }

    @Test
    void aCustodianThatIsGoneForGoodIsDoneWithout() {
        TwoSets sets = TwoSets.oneReplaced(257);
        SegmentReference segment = sets.write("s-1", 1);
        lie(sets, 1, WrongDealer.Lie.GONE, Set.of());
        assertThat(sets.move(segment)).containsExactly(segment.segment());
        assertThat(sets.evidence).isEmpty();
    }

    @Test
    void withTooFewDealersNothingMovesAndNothingIsLost() {
        TwoSets sets = TwoSets.oneReplaced(263);
        SegmentReference segment = sets.write("s-1", 1);
        List<OpenedSegment> before = ReshareTest.open(sets, sets.from.members());
        for (int number : new int[] {1, 3, 4}) {
            lie(sets, number, WrongDealer.Lie.GONE, Set.of());
        }
        assertThat(sets.move(segment)).isEmpty();
        ReshareTest.settleAll(sets);
        assertThat(ReshareTest.open(sets, sets.from.members())).isEqualTo(before);
        sets.replace(3, straight -> straight);
        assertThat(sets.move(segment)).containsExactly(segment.segment());
    }

    @Test
    void piecesAreDealtAsTheLedgerHasItOnly() {
        TwoSets sets = TwoSets.oneReplaced(277);
        SegmentReference segment = sets.write("s-1", 1);
        MovingCustodian asked = sets.reached(TwoSets.member(5), TwoSets.member(1));
        DealingQuestion elsewhere = new DealingQuestion(new CustodianSetId("set-9"), List.of(segment));
        assertRefused(() -> asked.deal(elsewhere), ErrorCode.NOT_AUTHORISED);
        DealingQuestion question = new DealingQuestion(sets.to.id(), List.of(segment));
        assertRefused(
                () -> sets.reached(TwoSets.member(1), TwoSets.member(2)).deal(question), ErrorCode.NOT_AUTHORISED);
        assertRefused(
                () -> sets.reached(new MemberId("member-9"), TwoSets.member(2)).deal(question),
                ErrorCode.NOT_AUTHORISED);
        sets.move(segment);
        assertRefused(() -> asked.deal(question), ErrorCode.NOT_AUTHORISED);
        TakeoverRequest late = new TakeoverRequest(
                sets.to.id(),
                List.of(segment),
                List.of(TwoSets.member(1), TwoSets.member(2)),
                sets.time.now().plus(PromisedPieces.LONGEST).plusSeconds(1));
        assertRefused(() -> asked.takeOver(late), ErrorCode.MALFORMED);
    }

    private static void lie(TwoSets sets, int number, WrongDealer.Lie lie, Set<MemberId> victims) {
        KeyShare share = sets.sealed
                .firstEntry()
                .getValue()
                .pieces()
                .get(sets.from.placeOf(TwoSets.member(number)) - 1)
                .share();
        sets.replace(
                number,
                straight -> new WrongDealer(straight, sets.seat(TwoSets.member(number)), lie, share, sets.to, victims));
    }

    private static void assertRefused(ThrowingCallable action, ErrorCode code) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
