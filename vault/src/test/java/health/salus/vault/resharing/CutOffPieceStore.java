package health.salus.vault.resharing;

import health.salus.kernel.SegmentId;
import health.salus.vault.segment.KeyShare;
import health.salus.vault.store.HeldFragment;
import health.salus.vault.store.HeldSegment;
import health.salus.vault.store.PieceStore;
import health.salus.vault.store.PlacedPiece;
import health.salus.vault.store.Verification;
import health.salus.vault.store.VerificationListener;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A store whose process ends after it forgot something.
record CutOffPieceStore(PieceStore store) implements PieceStore {

    @Override
    public void put(List<PlacedPiece> pieces) {
        store.put(pieces);
    }

    @Override
    public void replaceFragment(HeldFragment fragment) {
        store.replaceFragment(fragment);
    }

    @Override
    public void replaceShare(PlacedPiece piece) {
        store.replaceShare(piece);
    }

    @Override
    public Optional<HeldSegment> find(SegmentId segment) {
        return store.find(segment);
    }

    @Override
    public Optional<HeldFragment> fragment(SegmentId segment) {
        return store.fragment(segment);
    }

    @Override
    public Optional<KeyShare> share(SegmentId segment) {
        return store.share(segment);
    }

    @Override
    public boolean erased(SegmentId segment) {
        return store.erased(segment);
    }

    @Override
    public void destroyShares(Collection<SegmentId> segments) {
        store.destroyShares(segments);
    }

    @Override
    public void rotateEpoch() {
        store.rotateEpoch();
    }

    @Override
    public void discard(Collection<SegmentId> segments) {
        store.discard(segments);
        throw new IllegalStateException("cut off");
    }

    @Override
    public void compact() {
        store.compact();
    }

    @Override
    public void forEachStoredBefore(Instant time, Consumer<HeldSegment> visitor) {
        store.forEachStoredBefore(time, visitor);
    }

    @Override
    public Verification verify(VerificationListener listener) {
        return store.verify(listener);
    }

    @Override
    public void close() {
        store.close();
    }
}
