package health.salus.vault.store;

import health.salus.kernel.Digest;
import health.salus.kernel.SegmentId;
import health.salus.vault.segment.KeyShare;
import java.util.Optional;
import java.util.function.Supplier;

/// A custodian's pieces: those that it keeps, and beside them those of segments that are on their way to it. While a
/// segment is moved between two sets that share a member, that member holds two pieces of it, and only the ledger says
/// which one counts: whoever asks names the manifest.
///
/// @param arriving nothing of it counts before the ledger has the move
public record PieceShelves(PieceStore present, PieceStore arriving) {

    /// Empty when there is no piece under this manifest. Fails with CORRUPT when there is and it is damaged.
    public Optional<HeldFragment> fragment(SegmentId segment, Digest manifest) {
        return fragment(present, segment, manifest).or(() -> fragment(arriving, segment, manifest));
    }

    private static Optional<HeldFragment> fragment(PieceStore store, SegmentId segment, Digest manifest) {
        return holds(store, segment, manifest)
                // Between two looks the segment may have come to its new place.
                ? store.fragment(segment)
                        .filter(held -> held.manifest().digest().equals(manifest))
                : Optional.empty();
    }

    /// Empty when there is no share under this manifest. Fails with CORRUPT when there is and it is damaged.
    public Optional<KeyShare> share(SegmentId segment, Digest manifest) {
        return share(present, segment, manifest).or(() -> share(arriving, segment, manifest));
    }

    /// A share does not say which manifest it is of; its fragment beside it does, and must do so before and after.
    private static Optional<KeyShare> share(PieceStore store, SegmentId segment, Digest manifest) {
        Supplier<Boolean> same = () -> holds(store, segment, manifest);
        return same.get() ? store.share(segment).filter(_ -> same.get()) : Optional.empty();
    }

    private static boolean holds(PieceStore store, SegmentId segment, Digest manifest) {
        return store.find(segment)
                .filter(held -> held.manifest().equals(manifest))
                .isPresent();
    }

    public boolean erased(SegmentId segment) {
        return present.erased(segment) || arriving.erased(segment);
    }
}
