package health.salus.vault.resharing;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.TimeSource;
import health.salus.vault.store.HeldSegment;
import health.salus.vault.store.PieceStore;
import health.salus.vault.store.PlacedPiece;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The arriving pieces that this custodian has given its word for. While the ledger may still come to name a piece, no
/// other one of the same segment takes its place.
public final class PromisedPieces {

    /// As long as a transaction is valid: whoever moves needs no more, and no piece is bound for longer.
    static final Duration LONGEST = Duration.ofMinutes(15);

    private static final int MAX_REMEMBERED = 100_000;

    private final PieceStore arriving;
    private final Supplier<Instant> ledgerTime;
    private final Instant started;
    private final ReentrantLock lock = new ReentrantLock();

    /// Guarded by `lock`.
    private final Map<SegmentId, Instant> promised = new HashMap<>();

    /// @param ledgerTime of the last block here: what it is behind of, no later block takes any more
    public PromisedPieces(PieceStore arriving, Supplier<Instant> ledgerTime, TimeSource time) {
        this.arriving = arriving;
        this.ledgerTime = ledgerTime;
        this.started = time.now();
    }

    /// Stores a piece durably, bound until then.
    ///
    /// @throws SalusException with CONDITION_RACED while another piece of the segment is bound
    void keep(PlacedPiece placed, Instant until) {
        SegmentId segment = placed.manifest().segment();
        lock.lock();
        try {
            Optional<HeldSegment> other = arriving.find(segment)
                    .filter(held -> !held.manifest().equals(placed.manifest().digest()));
            if (other.isPresent()) {
                Instant bound = bound(segment);
                if (!ledgerTime.get().isAfter(bound)) {
                    throw new SalusException(
                            ErrorCode.CONDITION_RACED,
                            "other pieces of segment " + segment + " are promised until " + bound);
                }
                arriving.discard(List.of(segment));
            }
            // Before it is stored, and so before anybody is told: a crash forgets both.
            remember(segment, until);
            arriving.put(List.of(placed));
        } finally {
            lock.unlock();
        }
    }

    /// Forgets an arriving piece that the ledger does not name, unless it may still come to.
    ///
    /// @param before the ledger's time from before it was looked whether the ledger names the piece
    /// @return whether it is gone
    boolean forget(HeldSegment unnamed, Instant before) {
        SegmentId segment = unnamed.segment();
        lock.lock();
        try {
            boolean same = arriving.find(segment)
                    .filter(held -> held.manifest().equals(unnamed.manifest()))
                    .isPresent();
            if (!same || !before.isAfter(bound(segment))) {
                return false;
            }
            arriving.discard(List.of(segment));
            promised.remove(segment);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// The ledger's time of the last block here.
    Instant ledgerTime() {
        return ledgerTime.get();
    }

    /// What was promised before a restart is not known any more: it was for the longest time.
    private Instant bound(SegmentId segment) {
        Instant known = promised.get(segment);
        Instant unknown = started.plus(LONGEST);
        return known == null || known.isBefore(unknown) ? unknown : known;
    }

    private void remember(SegmentId segment, Instant until) {
        if (promised.size() >= MAX_REMEMBERED) {
            Instant now = ledgerTime.get();
            promised.values().removeIf(now::isAfter);
        }
        if (promised.size() >= MAX_REMEMBERED) {
            throw new SalusException(ErrorCode.OVERLOADED, "more pieces are promised than can be remembered");
        }
        promised.merge(segment, until, (one, other) -> one.isAfter(other) ? one : other);
    }
}
