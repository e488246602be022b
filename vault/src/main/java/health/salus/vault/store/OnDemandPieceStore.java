package health.salus.vault.store;

import health.salus.kernel.SegmentId;
import health.salus.vault.segment.KeyShare;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A store that is opened when the first piece comes. Segments are moved once in years: until then its files, its key
/// and its index are not there.
public final class OnDemandPieceStore implements PieceStore {

    private final Supplier<PieceStore> opening;
    private final ReentrantLock lock = new ReentrantLock();

    /// Written under `lock`.
    private volatile Optional<PieceStore> opened;

    /// @param exists whether an earlier run left it with pieces
    public OnDemandPieceStore(boolean exists, Supplier<PieceStore> opening) {
        this.opening = opening;
        this.opened = exists ? Optional.of(opening.get()) : Optional.empty();
    }

    private PieceStore open() {
        lock.lock();
        try {
            PieceStore store = opened.orElseGet(opening);
            opened = Optional.of(store);
            return store;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void put(List<PlacedPiece> pieces) {
        open().put(pieces);
    }

    @Override
    public void replaceFragment(HeldFragment fragment) {
        open().replaceFragment(fragment);
    }

    @Override
    public void replaceShare(PlacedPiece piece) {
        open().replaceShare(piece);
    }

    @Override
    public Optional<HeldSegment> find(SegmentId segment) {
        return opened.flatMap(store -> store.find(segment));
    }

    @Override
    public Optional<HeldFragment> fragment(SegmentId segment) {
        return opened.flatMap(store -> store.fragment(segment));
    }

    @Override
    public Optional<KeyShare> share(SegmentId segment) {
        return opened.flatMap(store -> store.share(segment));
    }

    @Override
    public boolean erased(SegmentId segment) {
        return opened.filter(store -> store.erased(segment)).isPresent();
    }

    @Override
    public void destroyShares(Collection<SegmentId> segments) {
        opened.ifPresent(store -> store.destroyShares(segments));
    }

    @Override
    public void rotateEpoch() {
        opened.ifPresent(PieceStore::rotateEpoch);
    }

    @Override
    public void discard(Collection<SegmentId> segments) {
        opened.ifPresent(store -> store.discard(segments));
    }

    @Override
    public void compact() {
        opened.ifPresent(PieceStore::compact);
    }

    @Override
    public void forEachStoredBefore(Instant time, Consumer<HeldSegment> visitor) {
        opened.ifPresent(store -> store.forEachStoredBefore(time, visitor));
    }

    @Override
    public Verification verify(VerificationListener listener) {
        return opened.map(store -> store.verify(listener)).orElseGet(() -> new Verification(0, 0, 0, 0));
    }

    @Override
    public void close() {
        opened.ifPresent(PieceStore::close);
    }
}
