package health.salus.vault.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.vault.doubles.Mutations;
import health.salus.vault.doubles.SeededRandom;
import health.salus.vault.doubles.Subsets;
import health.salus.vault.doubles.SyntheticSegments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The arithmetic of a move, without anybody who takes part in it.
class ResharingTest {

    private static final CustodianSetId NEXT = new CustodianSetId("set-2");
    private static final Octets PURPOSE = Octets.utf8("from set-1 to set-2");

    private final SeededRandom random = new SeededRandom(41);
    private final SegmentOpener opener = new SegmentOpener();

    /// Solo to four, four to seven, back to one, and sets that are not 3f + 1.
    @ParameterizedTest
    @CsvSource({"1,1,2,4", "2,4,3,7", "2,4,1,1", "2,4,2,4", "3,7,2,4", "1,1,1,1", "1,2,2,5", "4,10,3,7", "1,3,4,10"})
    void everyThresholdOfNewPiecesOpensWhateverOldOnesDealt(int t, int n, int nextT, int nextN) {
        List<SegmentEntry> entries = SyntheticSegments.entries(random, 3);
        SealedSegment sealed = seal(t, n, entries);
        List<List<Piece>> dealers = Subsets.ofSize(t, sealed.pieces());
        for (List<Piece> some : List.of(dealers.getFirst(), dealers.getLast())) {
            Moved moved = move(sealed.manifest(), some, nextT, nextN);
            assertThat(moved.manifest.keyCommitments().getFirst())
                    .as("the key is what it was")
                    .isEqualTo(sealed.manifest().keyCommitments().getFirst());
            for (Piece piece : moved.pieces) {
                assertThat(moved.manifest.accepts(piece.custodian(), piece.share()))
                        .isTrue();
            }
            for (List<Piece> subset : Subsets.ofSize(nextT, moved.pieces)) {
                assertThat(opener.open(moved.manifest, subset))
                        .isInstanceOfSatisfying(
                                Opening.Opened.class,
                                opened -> assertThat(opened.segment().entries()).isEqualTo(entries));
            }
            assertThat(opener.open(moved.manifest, moved.pieces.subList(0, nextT - 1)))
                    .isInstanceOf(Opening.TooFew.class);
        }
    }

    @Test
    void aSegmentIsMovedAgainAndAgain() {
        List<SegmentEntry> entries = SyntheticSegments.entries(random, 2);
        SealedSegment sealed = seal(1, 1, entries);
        SegmentManifest manifest = sealed.manifest();
        List<Piece> pieces = sealed.pieces();
        int[][] shapes = {{2, 4}, {3, 7}, {2, 4}, {1, 1}, {2, 5}};
        for (int[] shape : shapes) {
            Moved moved = move(manifest, pieces.subList(0, manifest.threshold()), shape[0], shape[1]);
            assertThat(moved.manifest.generation()).isEqualTo(manifest.generation() + 1);
            assertThat(moved.manifest.descriptor()).isEqualTo(sealed.manifest().descriptor());
            assertThat(SegmentManifest.decode(moved.manifest.encoded())).isEqualTo(moved.manifest);
            manifest = moved.manifest;
            pieces = moved.pieces;
        }
        assertThat(opener.open(manifest, pieces))
                .isInstanceOfSatisfying(
                        Opening.Opened.class,
                        opened -> assertThat(opened.segment().entries()).isEqualTo(entries));
    }

    /// What f of the old set and f' of the new one could put together: all their fragments, and shares of two
    /// polynomials that meet at the key only.
    @ParameterizedTest
    @CsvSource({"2,4,2,4", "2,4,3,7", "3,7,2,4"})
    void oneFewerOfEachSetTogetherOpenNothing(int t, int n, int nextT, int nextN) {
        SealedSegment sealed = seal(t, n, SyntheticSegments.entries(random, 1));
        Moved moved = move(sealed.manifest(), sealed.pieces().subList(0, t), nextT, nextN);
        List<KeyShare> known = new ArrayList<>();
        sealed.pieces().subList(0, t - 1).forEach(piece -> known.add(piece.share()));
        moved.pieces.subList(0, nextT - 1).forEach(piece -> known.add(piece.share()));
        for (SegmentManifest manifest : List.of(sealed.manifest(), moved.manifest)) {
            List<Piece> all = manifest.equals(moved.manifest) ? moved.pieces : sealed.pieces();
            for (List<KeyShare> chosen : Subsets.ofSize(Math.min(manifest.threshold(), known.size()), known)) {
                List<Piece> mixed = new ArrayList<>();
                for (int i = 0; i < chosen.size(); i++) {
                    Piece own = all.get(i);
                    mixed.add(new Piece(own.custodian(), own.fragment(), chosen.get(i)));
                }
                assertThat(opener.open(manifest, mixed)).isNotInstanceOf(Opening.Opened.class);
            }
        }
    }

    @Test
    void aDealerDealsTheSameAgainAndForAnotherPurposeSomethingElse() {
        KeyShare share = seal(2, 4, SyntheticSegments.entries(random, 1))
                .pieces()
                .getFirst()
                .share();
        ShareDealing first = ShareDealing.of(share, 3, PURPOSE);
        ShareDealing again = ShareDealing.of(share, 3, PURPOSE);
        ShareDealing other = ShareDealing.of(share, 3, Octets.utf8("to set-3"));
        assertThat(again.commitments()).isEqualTo(first.commitments());
        assertThat(again.subShare(5)).isEqualTo(first.subShare(5));
        assertThat(other.commitments().getFirst()).isEqualTo(first.commitments().getFirst());
        assertThat(other.commitments().subList(1, 3)).doesNotContainAnyElementsOf(first.commitments());
        assertThat(first.toString()).doesNotContain(share.scalar().hex());
        assertThatThrownBy(() -> ShareDealing.of(new KeyShare(Octets.wrap(new byte[32])), 2, PURPOSE))
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_PIECE));
    }

    @Test
    void aDealingThatIsNotOfTheDealersShareIsSeen() {
        SealedSegment sealed = seal(2, 4, SyntheticSegments.entries(random, 1));
        ShareDealing honest = ShareDealing.of(sealed.pieces().get(1).share(), 2, PURPOSE);
        List<Octets> commitments = honest.commitments();
        assertThat(ShareDealing.isOfShare(sealed.manifest(), 2, commitments)).isTrue();
        assertThat(ShareDealing.isOfShare(sealed.manifest(), 1, commitments)).isFalse();
        assertThat(ShareDealing.isOfShare(sealed.manifest(), 2, List.of())).isFalse();
        for (int place = 1; place <= 4; place++) {
            KeyShare subShare = honest.subShare(place);
            assertThat(ShareDealing.accepts(commitments, place, subShare)).isTrue();
            assertThat(ShareDealing.pointAt(commitments, place)).contains(subShare.publicPoint());
            assertThat(ShareDealing.accepts(commitments, place % 4 + 1, subShare))
                    .isFalse();
            assertThat(ShareDealing.accepts(
                            commitments, place, new KeyShare(Mutations.flipped(subShare.scalar(), random.below(32)))))
                    .isFalse();
        }
        TreeMap<Integer, List<Octets>> noPoints =
                new TreeMap<>(Map.of(1, List.of(Octets.wrap(new byte[33])), 2, commitments));
        assertThat(Resharing.commitments(noPoints, 1)).isEmpty();
    }

    @Test
    void fragmentsThatAreNotOneCodeWordAreNotMoved() {
        SegmentManifest honest =
                seal(2, 4, SyntheticSegments.entries(random, 1)).manifest();
        SealedSegment sealed = seal(2, 4, SyntheticSegments.entries(random, 1));
        List<Digest> hashes = new ArrayList<>(sealed.manifest().fragments());
        hashes.set(3, honest.fragments().get(3));
        SegmentManifest odd = new SegmentManifest(
                SegmentManifest.VERSION,
                sealed.manifest().descriptor(),
                sealed.manifest().root(),
                sealed.manifest().ciphertextBytes(),
                hashes,
                sealed.manifest().keyCommitments());
        assertThat(FragmentRebuilder.recode(odd, fragments(sealed.pieces().subList(0, 2)), 3, 7))
                .isEmpty();
    }

    @Test
    void aManifestSaysWhereItsPiecesLieOnceOrNotAtAll() {
        SealedSegment sealed = seal(2, 4, SyntheticSegments.entries(random, 1));
        SegmentManifest moved = move(sealed.manifest(), sealed.pieces().subList(0, 2), 3, 7).manifest;
        assertThat(moved.custodianSet()).isEqualTo(NEXT);
        assertThat(moved.digest()).isNotEqualTo(sealed.manifest().digest());
        assertThatThrownBy(() -> new SegmentManifest(
                        SegmentManifest.VERSION,
                        moved.descriptor(),
                        moved.root(),
                        moved.ciphertextBytes(),
                        moved.fragments(),
                        moved.keyCommitments(),
                        moved.placement()))
                .isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> new SegmentManifest(
                        SegmentManifest.MOVED_VERSION,
                        moved.descriptor(),
                        moved.root(),
                        moved.ciphertextBytes(),
                        moved.fragments(),
                        moved.keyCommitments()))
                .isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> new Placement(NEXT, 2, 4, 0)).isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> new Placement(NEXT, 5, 4, 1)).isInstanceOf(SalusException.class);
    }

    private SealedSegment seal(int threshold, int total, List<SegmentEntry> entries) {
        return new SegmentSealer(random).seal(SyntheticSegments.descriptor("s-1", threshold, total), entries);
    }

    private record Moved(SegmentManifest manifest, List<Piece> pieces) {}

    private static Moved move(SegmentManifest from, List<Piece> dealers, int threshold, int total) {
        Map<Integer, ShareDealing> dealings = new HashMap<>();
        TreeMap<Integer, List<Octets>> commitments = new TreeMap<>();
        for (Piece dealer : dealers) {
            ShareDealing dealing = ShareDealing.of(dealer.share(), threshold, PURPOSE);
            assertThat(ShareDealing.isOfShare(from, dealer.custodian(), dealing.commitments()))
                    .isTrue();
            dealings.put(dealer.custodian(), dealing);
            commitments.put(dealer.custodian(), dealing.commitments());
        }
        List<Octets> fragments = FragmentRebuilder.recode(from, fragments(dealers), threshold, total)
                .orElseThrow();
        SegmentManifest manifest = from.moved(
                NEXT,
                threshold,
                fragments.stream().map(Digest::sha256).toList(),
                Resharing.commitments(commitments, threshold).orElseThrow());
        List<Piece> pieces = new ArrayList<>();
        for (int place = 1; place <= total; place++) {
            TreeMap<Integer, KeyShare> subShares = new TreeMap<>();
            for (Map.Entry<Integer, ShareDealing> each : dealings.entrySet()) {
                subShares.put(each.getKey(), each.getValue().subShare(place));
            }
            pieces.add(new Piece(place, fragments.get(place - 1), Resharing.share(subShares)));
        }
        return new Moved(manifest, pieces);
    }

    private static Map<Integer, Octets> fragments(List<Piece> pieces) {
        Map<Integer, Octets> fragments = new HashMap<>();
        pieces.forEach(piece -> fragments.put(piece.custodian(), piece.fragment()));
        return fragments;
    }
}
