package health.salus.vault.store;

import health.salus.kernel.SegmentId;
import health.salus.vault.segment.KeyShare;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Where one custodian keeps its pieces. It judges nothing: [health.salus.vault.custody.Custodian] does, before.
public interface PieceStore extends AutoCloseable {

    /// Durable when it returns: all of them, or none with an exception. Storing what is there already changes
    /// nothing; what is missing of it (a share, a fragment) is added.
    ///
    /// Refuses with ALREADY_EXISTS a segment that is here under another manifest, and with ERASED one that
    /// was erased.
    void put(List<PlacedPiece> pieces);

    /// Stores a rebuilt fragment in place of the one that is damaged or missing.
    void replaceFragment(HeldFragment fragment);

    /// Stores a share that was had again, in place of the one that is damaged or missing.
    void replaceShare(PlacedPiece piece);

    Optional<HeldSegment> find(SegmentId segment);

    /// Fails with CORRUPT when the bytes are not what was stored.
    Optional<HeldFragment> fragment(SegmentId segment);

    /// Fails with CORRUPT when the bytes are not what was stored.
    Optional<KeyShare> share(SegmentId segment);

    boolean erased(SegmentId segment);

    /// Makes the shares of these segments unreadable for good, also in older copies of the data, and refuses the
    /// segments from now on. Shares that are not here are noted all the same. Replaying is harmless.
    void destroyShares(Collection<SegmentId> segments);

    /// Seals every share under a new key and destroys the old one.
    void rotateEpoch();

    /// Forgets pieces that nobody will ask for.
    void discard(Collection<SegmentId> segments);

    /// Gives the room of discarded and replaced fragments back to the file system.
    void compact();

    /// Every segment that is held and was stored before this time.
    void forEachStoredBefore(Instant time, Consumer<HeldSegment> visitor);

    /// Re-reads everything and compares it with checksums, manifest hashes and key commitments.
    Verification verify(VerificationListener listener);

    @Override
    void close();
}
