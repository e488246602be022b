package health.salus.vault.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.doubles.PinnedTime;
import health.salus.vault.doubles.SeededRandom;
import health.salus.vault.doubles.SyntheticSegments;
import health.salus.vault.segment.SealedSegment;
import health.salus.vault.segment.SegmentSealer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [PieceStore] promises.
abstract class PieceStoreContract {

    protected final SeededRandom random = new SeededRandom(23);
    protected final PinnedTime time = new PinnedTime();
    private final SegmentSealer sealer = new SegmentSealer(random);
    private PieceStore store = new health.salus.vault.doubles.InMemoryPieceStore(time);

    abstract PieceStore open();

    @BeforeEach
    void begin() {
        store = open();
    }

    @AfterEach
    void end() {
        store.close();
    }

    @Test
    void givesBackWhatWasStored() {
        List<PlacedPiece> pieces = List.of(piece("s-1", 2), piece("s-2", 3));
        store.put(pieces);
        for (PlacedPiece placed : pieces) {
            assertHeld(placed);
        }
        assertThat(store.fragment(new SegmentId("s-3"))).isEmpty();
        assertThat(store.share(new SegmentId("s-3"))).isEmpty();
        assertThat(store.find(new SegmentId("s-3"))).isEmpty();
    }

    @Test
    void storingTwiceChangesNothing() {
        PlacedPiece piece = piece("s-1", 1);
        store.put(List.of(piece, piece));
        HeldSegment before = store.find(id(piece)).orElseThrow();
        time.advance(Duration.ofHours(1));
        store.put(List.of(piece));
        assertThat(store.find(id(piece))).contains(before);
        assertHeld(piece);
    }

    @Test
    void anotherManifestForTheSameSegmentIsRefusedWithItsWholeBatch() {
        PlacedPiece first = piece("s-1", 1);
        store.put(List.of(first));
        PlacedPiece impostor = piece("s-1", 1);
        PlacedPiece bystander = piece("s-2", 1);
        assertRefused(() -> store.put(List.of(bystander, impostor)), ErrorCode.ALREADY_EXISTS);
        assertRefused(() -> store.put(List.of(piece("s-3", 1), piece("s-3", 1))), ErrorCode.ALREADY_EXISTS);
        assertHeld(first);
        assertThat(store.find(id(bystander))).isEmpty();
        assertThat(store.find(new SegmentId("s-3"))).isEmpty();
    }

    @Test
    void anErasedShareIsGoneAndStaysAway() {
        PlacedPiece erased = piece("s-1", 1);
        PlacedPiece kept = piece("s-2", 1);
        PlacedPiece neverHere = piece("s-3", 1);
        store.put(List.of(erased, kept));
        store.destroyShares(Set.of(id(erased), id(neverHere)));
        store.destroyShares(Set.of(id(erased)));

        assertThat(store.share(id(erased))).isEmpty();
        assertThat(store.fragment(id(erased))).isEmpty();
        assertThat(store.erased(id(erased))).isTrue();
        assertThat(store.erased(id(kept))).isFalse();
        assertHeld(kept);
        assertRefused(() -> store.put(List.of(erased)), ErrorCode.ERASED);
        assertRefused(() -> store.put(List.of(neverHere)), ErrorCode.ERASED);
        assertRefused(() -> store.replaceFragment(fragment(erased)), ErrorCode.ERASED);
    }

    @Test
    void sharesSurviveAChangeOfEpochs() {
        List<PlacedPiece> pieces = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            pieces.add(piece("s-" + i, 1 + i % 4));
        }
        store.put(pieces);
        store.rotateEpoch();
        store.rotateEpoch();
        pieces.forEach(this::assertHeld);
        PlacedPiece later = piece("later", 1);
        store.put(List.of(later));
        assertHeld(later);
    }

    @Test
    void aDiscardedPieceCanBeStoredAgain() {
        PlacedPiece piece = piece("s-1", 1);
        store.put(List.of(piece));
        store.discard(List.of(id(piece), new SegmentId("unknown")));
        assertThat(store.find(id(piece))).isEmpty();
        assertThat(store.fragment(id(piece))).isEmpty();
        assertThat(store.share(id(piece))).isEmpty();
        assertThat(store.erased(id(piece))).isFalse();
        store.put(List.of(piece));
        assertHeld(piece);
    }

    @Test
    void aRebuiltFragmentTakesThePlaceOfTheOld() {
        PlacedPiece piece = piece("s-1", 4);
        store.replaceFragment(fragment(piece));
        assertThat(store.fragment(id(piece))).contains(fragment(piece));
        assertThat(store.share(id(piece))).isEmpty();
        store.put(List.of(piece));
        store.replaceFragment(fragment(piece));
        assertHeld(piece);
    }

    @Test
    void tellsWhatWasStoredBefore() {
        PlacedPiece old = piece("old", 1);
        store.put(List.of(old));
        time.advance(Duration.ofHours(2));
        store.put(List.of(piece("new", 1)));
        List<SegmentId> found = new ArrayList<>();
        store.forEachStoredBefore(time.now().minus(Duration.ofHours(1)), held -> found.add(held.segment()));
        assertThat(found).containsExactly(id(old));
    }

    @Test
    void aSoundStoreVerifies() {
        store.put(List.of(piece("s-1", 1), piece("s-2", 4)));
        Verification verification = store.verify(damage -> {
            throw new AssertionError(damage);
        });
        assertThat(verification.fragments()).isEqualTo(2);
        assertThat(verification.shares()).isEqualTo(2);
        assertThat(verification.sound()).isTrue();
    }

    protected PlacedPiece piece(String segment, int custodian) {
        SealedSegment sealed = sealer.seal(
                SyntheticSegments.descriptor(segment, 2, 4),
                SyntheticSegments.entries(random, 1 + segment.hashCode() % 3 & 3));
        return new PlacedPiece(sealed.manifest(), sealed.pieces().get(custodian - 1));
    }

    private void assertHeld(PlacedPiece placed) {
        assertThat(store.find(id(placed)).map(HeldSegment::manifest))
                .contains(placed.manifest().digest());
        assertThat(store.fragment(id(placed))).contains(fragment(placed));
        assertThat(store.share(id(placed))).contains(placed.piece().share());
    }

    protected static SegmentId id(PlacedPiece placed) {
        return placed.manifest().descriptor().id();
    }

    protected static HeldFragment fragment(PlacedPiece placed) {
        return new HeldFragment(
                placed.manifest(), placed.piece().custodian(), placed.piece().fragment());
    }

    private static void assertRefused(ThrowingCallable action, ErrorCode code) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
