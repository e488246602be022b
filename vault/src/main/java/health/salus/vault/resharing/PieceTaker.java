package health.salus.vault.resharing;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.store.PieceShelves;
import java.time.Instant;

/// A custodian's part in having segments from the set that its own supersedes: gets what it is dealt, checks all of it,
/// codes all fragments by itself, and gives its word for what it holds. It relies on nobody: who asked chose the
/// dealers
/// and nothing else.
public final class PieceTaker {

    private final MoveParts parts;
    private final PieceShelves pieces;
    private final PromisedPieces promised;
    private final TimeSource time;

    public PieceTaker(MoveParts parts, PieceShelves pieces, PromisedPieces promised, TimeSource time) {
        this.parts = parts;
        this.pieces = pieces;
        this.promised = promised;
        this.time = time;
    }

    /// Durable when this returns. Asked again it takes over again, and gives its word again.
    public TakenOver takeOver(TakeoverRequest request) {
        int size = request.segments().size();
        if (size > ShareDealer.MAX_SEGMENTS) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE, "at most " + ShareDealer.MAX_SEGMENTS + " segments are taken over at once");
        }
        long ids = request.segments().stream()
                .map(SegmentReference::segment)
                .distinct()
                .count();
        Instant now = time.now();
        boolean timely = request.until().isAfter(now) && !request.until().isAfter(now.plus(PromisedPieces.LONGEST));
        if (ids != size || !timely) {
            throw new SalusException(
                    ErrorCode.MALFORMED,
                    "each segment is taken over once, on a word of at most " + PromisedPieces.LONGEST.toMinutes()
                            + " minutes");
        }
        return new Takeover(parts, pieces, promised, request).run();
    }
}
