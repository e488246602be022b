package health.salus.vault.doubles;

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
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A store that forgets everything with the process.
public final class InMemoryPieceStore implements PieceStore {

    private final TimeSource time;
    private final Map<SegmentId, HeldFragment> fragments = new HashMap<>();
    private final Map<SegmentId, Instant> storedAt = new HashMap<>();
    private final Map<SegmentId, KeyShare> shares = new HashMap<>();
    private final Set<SegmentId> erased = new HashSet<>();

    public InMemoryPieceStore(TimeSource time) {
        this.time = time;
    }

    @Override
    public synchronized void put(List<PlacedPiece> pieces) {
        Map<SegmentId, Digest> seen = new HashMap<>();
        for (PlacedPiece placed : pieces) {
            SegmentId segment = placed.manifest().descriptor().id();
            Digest manifest = placed.manifest().digest();
            if (erased.contains(segment)) {
                throw new SalusException(ErrorCode.ERASED, "erased");
            }
            Digest known = find(segment).map(HeldSegment::manifest).orElse(manifest);
            Digest twice = seen.put(segment, manifest);
            if (!known.equals(manifest) || (twice != null && !twice.equals(manifest))) {
                throw new SalusException(ErrorCode.ALREADY_EXISTS, "another manifest");
            }
        }
        for (PlacedPiece placed : pieces) {
            SegmentId segment = placed.manifest().descriptor().id();
            if (!fragments.containsKey(segment)) {
                replaceFragment(new HeldFragment(
                        placed.manifest(),
                        placed.piece().custodian(),
                        placed.piece().fragment()));
            }
            shares.putIfAbsent(segment, placed.piece().share());
        }
    }

    @Override
    public synchronized void replaceFragment(HeldFragment fragment) {
        SegmentId segment = fragment.manifest().descriptor().id();
        if (erased.contains(segment)) {
            throw new SalusException(ErrorCode.ERASED, "erased");
        }
        fragments.put(segment, fragment);
        storedAt.put(segment, time.now().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public synchronized void replaceShare(PlacedPiece placed) {
        SegmentId segment = placed.manifest().descriptor().id();
        if (erased.contains(segment)) {
            throw new SalusException(ErrorCode.ERASED, "erased");
        }
        shares.put(segment, placed.piece().share());
    }

    @Override
    public synchronized Optional<HeldSegment> find(SegmentId segment) {
        HeldFragment held = fragments.get(segment);
        Instant since = storedAt.get(segment);
        return held == null || since == null
                ? Optional.empty()
                : Optional.of(new HeldSegment(segment, held.manifest().digest(), since));
    }

    @Override
    public synchronized Optional<HeldFragment> fragment(SegmentId segment) {
        return Optional.ofNullable(fragments.get(segment));
    }

    @Override
    public synchronized Optional<KeyShare> share(SegmentId segment) {
        return Optional.ofNullable(shares.get(segment));
    }

    @Override
    public synchronized boolean erased(SegmentId segment) {
        return erased.contains(segment);
    }

    @Override
    public synchronized void destroyShares(Collection<SegmentId> segments) {
        erased.addAll(segments);
        discard(segments);
    }

    @Override
    public void rotateEpoch() {
        // Memory has no epochs.
    }

    @Override
    public synchronized void discard(Collection<SegmentId> segments) {
        segments.forEach(segment -> {
            fragments.remove(segment);
            storedAt.remove(segment);
            shares.remove(segment);
        });
    }

    @Override
    public void compact() {
        // Memory is compact.
    }

    @Override
    public synchronized void forEachStoredBefore(Instant before, Consumer<HeldSegment> visitor) {
        List.copyOf(fragments.keySet()).stream()
                .flatMap(segment -> find(segment).stream())
                .filter(held -> held.storedAt().isBefore(before))
                .forEach(visitor);
    }

    @Override
    public synchronized Verification verify(VerificationListener listener) {
        return new Verification(fragments.size(), shares.size(), 0, 0);
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
