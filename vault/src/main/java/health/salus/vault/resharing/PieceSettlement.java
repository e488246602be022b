package health.salus.vault.resharing;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.repair.Pace;
import health.salus.vault.resharing.FinalPlacements.FinalPlacement;
import health.salus.vault.segment.KeyShare;
import health.salus.vault.segment.Piece;
import health.salus.vault.store.HeldFragment;
import health.salus.vault.store.HeldSegment;
import health.salus.vault.store.PieceShelves;
import health.salus.vault.store.PieceStore;
import health.salus.vault.store.PlacedPiece;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// After a move: arrived pieces take the place of those from before, and what the ledger names no more is forgotten.
/// Nothing is, before enough custodians of the next set signed that they hold theirs and that is final.
///
/// Each step may be cut off by a crash: an arrived piece lies on one shelf until it lies on the other, and whatever was
/// not done is found again.
public final class PieceSettlement {

    /// Bounds the memory of one turn; the next takes the rest.
    private static final int MAX_AT_ONCE = 100_000;

    private final PieceShelves pieces;
    private final PromisedPieces promised;
    private final FinalPlacements ledger;

    /// Of two that find an old piece, the second would forget what the first put in its place.
    private final ReentrantLock lock = new ReentrantLock();

    public PieceSettlement(PieceShelves pieces, PromisedPieces promised, FinalPlacements ledger) {
        this.pieces = pieces;
        this.promised = promised;
        this.ledger = ledger;
    }

    /// What became of this custodian's piece.
    public enum Outcome {
        /// Nothing changed.
        STAYS,
        /// The arrived piece is the one that counts now.
        CAME,
        /// The piece from before was forgotten, and there is none in its place: another set's segment, or one
        /// to repair.
        LEFT
    }

    public Outcome settle(SegmentId segment) {
        lock.lock();
        try {
            return ledger.placement(segment)
                    .map(placement -> settle(segment, placement))
                    .orElse(Outcome.STAYS);
        } finally {
            lock.unlock();
        }
    }

    private Outcome settle(SegmentId segment, FinalPlacement placement) {
        boolean outdated = pieces.present()
                .find(segment)
                .filter(held -> !held.manifest().equals(placement.manifest()))
                .isPresent();
        Optional<PlacedPiece> arrived = placement.own() ? arrived(segment, placement.manifest()) : Optional.empty();
        if (outdated) {
            pieces.present().discard(List.of(segment));
        }
        if (arrived.isPresent()) {
            // Readers find the piece on either shelf, and after a crash here it is put again.
            pieces.present().put(List.of(arrived.get()));
            pieces.arriving().discard(List.of(segment));
            return Outcome.CAME;
        }
        return outdated ? Outcome.LEFT : Outcome.STAYS;
    }

    private Optional<PlacedPiece> arrived(SegmentId segment, Digest manifest) {
        PieceStore arriving = pieces.arriving();
        boolean here = arriving.find(segment)
                .filter(held -> held.manifest().equals(manifest))
                .isPresent();
        if (!here) {
            return Optional.empty();
        }
        try {
            Optional<HeldFragment> fragment = arriving.fragment(segment);
            Optional<KeyShare> share = arriving.share(segment);
            if (fragment.isPresent() && share.isPresent() && !pieces.erased(segment)) {
                HeldFragment held = fragment.get();
                return Optional.of(
                        new PlacedPiece(held.manifest(), new Piece(held.custodian(), held.fragment(), share.get())));
            }
        } catch (SalusException damaged) {
            if (damaged.code() != ErrorCode.CORRUPT) {
                throw damaged;
            }
        }
        // Erased, or damaged: then repair has it again from the others of the set.
        arriving.discard(List.of(segment));
        return Optional.empty();
    }

    /// All that arrived: settles what the ledger names, and forgets what it cannot come to name any more.
    ///
    /// @return how many came to count
    public int settleArrived(Pace pace) {
        List<HeldSegment> arrived = new ArrayList<>();
        pieces.arriving().forEachStoredBefore(Instant.MAX, held -> {
            if (arrived.size() < MAX_AT_ONCE) {
                arrived.add(held);
            }
        });
        int came = 0;
        for (HeldSegment held : arrived) {
            // Read before the ledger is asked: a later block may be as late as it likes.
            Instant ledgerTime = promised.ledgerTime();
            if (settle(held.segment()) == Outcome.CAME) {
                came++;
            } else if (ledger.placement(held.segment())
                    .filter(placement -> !placement.manifest().equals(held.manifest()))
                    .isPresent()) {
                promised.forget(held, ledgerTime);
            }
            pace.afterReading(0);
        }
        if (came > 0) {
            pieces.arriving().compact();
        }
        return came;
    }

    /// Destroys the keys under which forgotten shares were sealed, so that no older copy of the data has them either.
    public void destroyForgotten() {
        pieces.present().rotateEpoch();
        pieces.arriving().rotateEpoch();
        pieces.present().compact();
    }
}
