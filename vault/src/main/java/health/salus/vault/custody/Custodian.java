package health.salus.vault.custody;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.vault.segment.KeyShare;
import health.salus.vault.segment.Piece;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.store.HeldFragment;
import health.salus.vault.store.HeldSegment;
import health.salus.vault.store.PieceStore;
import health.salus.vault.store.PlacedPiece;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A member that keeps pieces: takes none that is wrong, and gives none without a session.
public final class Custodian {

    /// Deposits or segments in one request.
    public static final int MAX_BATCH = 1_024;

    private final CustodianSeat seat;
    private final PieceStore pieces;
    private final ReleaseGuard guard;

    public Custodian(CustodianSeat seat, PieceStore pieces, ReleaseGuard guard) {
        this.seat = seat;
        this.pieces = pieces;
        this.guard = guard;
    }

    /// Checks each piece against its manifest, stores them all durably, then acknowledges. Storing again what is here
    /// acknowledges again.
    public List<Octets> store(List<Deposit> deposits) {
        requireBatch(deposits.size());
        List<PlacedPiece> placed = new ArrayList<>(deposits.size());
        List<Digest> digests = new ArrayList<>(deposits.size());
        for (Deposit deposit : deposits) {
            SegmentManifest manifest = SegmentManifest.decode(deposit.manifest());
            requireMine(manifest, deposit.piece());
            placed.add(new PlacedPiece(manifest, deposit.piece()));
            digests.add(SegmentManifest.digestOf(deposit.manifest()));
        }
        pieces.put(placed);
        // Durable from here on. A crash before the answer: the author sends again and gets the same acknowledgements.
        List<Octets> acknowledgements = new ArrayList<>(placed.size());
        for (int i = 0; i < placed.size(); i++) {
            SegmentId segment = placed.get(i).manifest().descriptor().id();
            acknowledgements.add(seat.acknowledge(segment, digests.get(i)));
        }
        return acknowledgements;
    }

    private void requireMine(SegmentManifest manifest, Piece piece) {
        if (!manifest.descriptor().network().equals(seat.network())) {
            throw new SalusException(ErrorCode.WRONG_NETWORK, "the segment belongs to another network");
        }
        int place = seat.placeIn(manifest.descriptor().custodianSet())
                .orElseThrow(() -> new SalusException(
                        ErrorCode.UNKNOWN_CUSTODIAN_SET, seat.member() + " is not in the segment's custodian set"));
        if (piece.custodian() != place) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "the piece is for custodian " + piece.custodian() + " of the set");
        }
        if (!Digest.sha256(piece.fragment()).equals(manifest.fragmentOf(place))) {
            throw new SalusException(ErrorCode.WRONG_PIECE, "the fragment does not have the hash in its manifest");
        }
        if (!manifest.accepts(place, piece.share())) {
            throw new SalusException(ErrorCode.WRONG_PIECE, "the key share does not fit the manifest's commitments");
        }
    }

    /// The pieces of these segments, if the ledger here says that this member may have them under this session.
    public List<Deposit> release(MemberId reader, Optional<SessionId> session, List<SegmentId> segments) {
        requireBatch(segments.size());
        guard.check(reader, session, segments);
        return segments.stream().map(this::released).toList();
    }

    private Deposit released(SegmentId segment) {
        if (pieces.erased(segment)) {
            throw new SalusException(ErrorCode.ERASED, "the key of segment " + segment + " was destroyed");
        }
        HeldFragment held = fragment(segment)
                .orElseThrow(() ->
                        new SalusException(ErrorCode.NOT_FOUND, seat.member() + " has no piece of segment " + segment));
        KeyShare share = pieces.share(segment)
                .orElseThrow(() -> new SalusException(
                        ErrorCode.NOT_FOUND, seat.member() + " has no key share of segment " + segment));
        return new Deposit(held.manifest().encoded(), new Piece(held.custodian(), held.fragment(), share));
    }

    /// Among custodians only: the part that holds no secret.
    public Optional<HeldFragment> fragment(SegmentId segment) {
        return pieces.fragment(segment);
    }

    /// Forgets pieces that no transaction ever named: a write that died between its pieces and its transaction.
    ///
    /// @param before pieces that are younger may still be on their way
    /// @return how many were forgotten
    public int collectOrphans(Predicate<SegmentId> registered, Instant before) {
        List<SegmentId> orphans = new ArrayList<>();
        pieces.forEachStoredBefore(before, (HeldSegment held) -> {
            if (!registered.test(held.segment())) {
                orphans.add(held.segment());
            }
        });
        pieces.discard(orphans);
        return orphans.size();
    }

    private static void requireBatch(int size) {
        if (size > MAX_BATCH) {
            throw new SalusException(ErrorCode.TOO_LARGE, "a request is about at most " + MAX_BATCH + " segments");
        }
    }
}
