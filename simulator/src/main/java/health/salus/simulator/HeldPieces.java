package health.salus.simulator;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.TimeSource;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A custodian's pieces on its member's disk, which its process does not take with it when it dies.
final class HeldPieces implements PieceStore {

    private final TimeSource time;
    private final Map<SegmentId, HeldFragment> fragments = new TreeMap<>();
    private final Map<SegmentId, KeyShare> shares = new TreeMap<>();
    private final Map<SegmentId, Instant> storedAt = new TreeMap<>();
    private final TreeSet<SegmentId> erased = new TreeSet<>();

    HeldPieces(TimeSource time) {
        this.time = time;
    }

    @Override
    public void put(List<PlacedPiece> pieces) {
        for (PlacedPiece placed : pieces) {
            SegmentId segment = placed.manifest().descriptor().id();
            requireNotErased(segment);
            Digest manifest = placed.manifest().digest();
            if (!find(segment).map(HeldSegment::manifest).orElse(manifest).equals(manifest)) {
                throw new SalusException(ErrorCode.ALREADY_EXISTS, segment + " is here under another manifest");
            }
        }
        for (PlacedPiece placed : pieces) {
            int place = placed.piece().custodian();
            replaceFragment(
                    new HeldFragment(placed.manifest(), place, placed.piece().fragment()));
            replaceShare(placed);
        }
    }

    private void requireNotErased(SegmentId segment) {
        if (erased(segment)) {
            throw new SalusException(ErrorCode.ERASED, segment + " was erased");
        }
    }

    @Override
    public void replaceFragment(HeldFragment fragment) {
        SegmentId segment = fragment.manifest().descriptor().id();
        requireNotErased(segment);
        fragments.put(segment, fragment);
        storedAt.putIfAbsent(segment, time.now());
    }

    @Override
    public void replaceShare(PlacedPiece piece) {
        SegmentId segment = piece.manifest().descriptor().id();
        requireNotErased(segment);
        shares.put(segment, piece.piece().share());
    }

    @Override
    public Optional<HeldSegment> find(SegmentId segment) {
        return fragment(segment)
                .map(held -> new HeldSegment(segment, held.manifest().digest(), time(segment)));
    }

    private Instant time(SegmentId segment) {
        return Optional.ofNullable(storedAt.get(segment)).orElseThrow();
    }

    @Override
    public Optional<HeldFragment> fragment(SegmentId segment) {
        return Optional.ofNullable(fragments.get(segment));
    }

    @Override
    public Optional<KeyShare> share(SegmentId segment) {
        return Optional.ofNullable(shares.get(segment));
    }

    @Override
    public boolean erased(SegmentId segment) {
        return erased.contains(segment);
    }

    @Override
    public void destroyShares(Collection<SegmentId> segments) {
        erased.addAll(segments);
        discard(segments);
    }

    @Override
    public void rotateEpoch() {
        // Shares lie here in the clear: there is no key to change.
    }

    @Override
    public void discard(Collection<SegmentId> segments) {
        fragments.keySet().removeAll(segments);
        shares.keySet().removeAll(segments);
        storedAt.keySet().removeAll(segments);
    }

    @Override
    public void compact() {
        // Nothing that was discarded takes room.
    }

    @Override
    public void forEachStoredBefore(Instant before, Consumer<HeldSegment> visitor) {
        List.copyOf(fragments.keySet()).stream()
                .flatMap(segment -> find(segment).stream())
                .filter(held -> held.storedAt().isBefore(before))
                .forEach(visitor);
    }

    @Override
    public Verification verify(VerificationListener listener) {
        return new Verification(fragments.size(), shares.size(), 0, 0);
    }

    @Override
    public void close() {
        // Whoever starts next finds them here.
    }
}
