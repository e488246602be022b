package health.salus.vault.custody;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.vault.custody.Handover.HandedPiece;
import health.salus.vault.segment.FragmentRebuilder;
import health.salus.vault.segment.KeyShare;
import health.salus.vault.segment.Piece;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.store.HeldFragment;
import health.salus.vault.store.HeldSegment;
import health.salus.vault.store.PieceShelves;
import health.salus.vault.store.PlacedPiece;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A member that keeps pieces: takes none that is wrong, and gives none without a session.
public final class Custodian {

    /// Deposits or segments in one request. Verifying this many key shares takes a tenth of a second.
    public static final int MAX_BATCH = 1_024;

    /// Fragments in one answer; a single larger one still goes alone.
    static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Custodian.class);

    /// Bounds the memory of one collection; the next takes the rest.
    private static final int MAX_ORPHANS_AT_ONCE = 100_000;

    /// Bounds how long the store takes nothing else.
    private static final int DISCARD_BATCH = 1_000;

    private final CustodianSeat seat;
    private final PieceShelves pieces;
    private final ReleaseGuard guard;

    public Custodian(CustodianSeat seat, PieceShelves pieces, ReleaseGuard guard) {
        this.seat = seat;
        this.pieces = pieces;
        this.guard = guard;
    }

    public MemberId member() {
        return seat.member();
    }

    /// Checks each piece against its manifest, stores them all durably, then acknowledges. Storing again what is here
    /// acknowledges again.
    ///
    /// @return one signature for all of them, in their order
    public Octets store(List<Deposit> deposits) {
        requireBatch(deposits.size());
        if (deposits.isEmpty()) {
            throw new SalusException(ErrorCode.MALFORMED, "a request to store has at least one piece");
        }
        List<PlacedPiece> placed = new ArrayList<>(deposits.size());
        List<SegmentReference> held = new ArrayList<>(deposits.size());
        for (Deposit deposit : deposits) {
            SegmentManifest manifest = SegmentManifest.decode(deposit.manifest());
            requireMine(manifest, deposit.piece());
            placed.add(new PlacedPiece(manifest, deposit.piece()));
            held.add(new SegmentReference(manifest.segment(), SegmentManifest.digestOf(deposit.manifest())));
        }
        pieces.present().put(placed);
        // Durable from here on. A crash before the answer: the author sends again and gets the same acknowledgement.
        return seat.acknowledge(held);
    }

    private void requireMine(SegmentManifest manifest, Piece piece) {
        if (!manifest.descriptor().network().equals(seat.network())) {
            throw new SalusException(ErrorCode.WRONG_NETWORK, "the segment belongs to another network");
        }
        Seating seating = seat.seating(seat.member(), manifest.custodianSet())
                .orElseThrow(() -> new SalusException(
                        ErrorCode.UNKNOWN_CUSTODIAN_SET, seat.member() + " is not in the segment's custodian set"));
        // With a threshold of one, each custodian alone could read: that is not the author's to choose.
        if (manifest.threshold() != seating.threshold() || manifest.total() != seating.total()) {
            throw new SalusException(
                    ErrorCode.WRONG_PIECE,
                    "segments of set " + seating.set() + " are " + seating.threshold() + " of " + seating.total());
        }
        if (piece.custodian() != seating.place()) {
            throw new SalusException(
                    ErrorCode.WRONG_PIECE, "the piece is for custodian " + piece.custodian() + " of the set");
        }
        // The length too: a hash over other bytes would later convict this custodian of the author's lie.
        if (!FragmentRebuilder.accepts(manifest, seating.place(), piece.fragment())) {
            throw new SalusException(ErrorCode.WRONG_PIECE, "the fragment is not the one in its manifest");
        }
        if (!manifest.accepts(seating.place(), piece.share())) {
            throw new SalusException(ErrorCode.WRONG_PIECE, "the key share does not fit the manifest's commitments");
        }
    }

    /// What is here of these segments, if the ledger here says that this member may have them under this session. One
    /// that is missing or damaged does not keep the others back: with t of n, each segment may miss at other
    /// places.
    public Release release(MemberId reader, Optional<SessionId> session, List<SegmentReference> segments) {
        requireBatch(segments.size());
        guard.check(
                reader,
                session,
                segments.stream().map(SegmentReference::segment).toList());
        List<Deposit> given = new ArrayList<>(segments.size());
        List<SegmentId> handed = new ArrayList<>(segments.size());
        Optional<SalusException> reason = Optional.empty();
        long bytes = 0;
        for (SegmentReference segment : segments) {
            try {
                Deposit deposit = released(segment);
                bytes += deposit.piece().fragment().length();
                if (bytes > MAX_ANSWER_BYTES && !given.isEmpty()) {
                    break;
                }
                given.add(deposit);
                handed.add(segment.segment());
            } catch (SalusException missing) {
                LOG.debug("No piece to give: {}", missing.toString());
                reason = reason.or(() -> Optional.of(missing));
            }
        }
        if (given.isEmpty() && reason.isPresent()) {
            throw reason.get();
        }
        return new Release(given, handover(reader, session, handed, given));
    }

    /// Nobody needs evidence against itself: what a member reads of its own is not signed.
    private Optional<SignedHandover> handover(
            MemberId reader, Optional<SessionId> session, List<SegmentId> segments, List<Deposit> given) {
        if (reader.equals(seat.member())) {
            return Optional.empty();
        }
        List<HandedPiece> pieces = new ArrayList<>(given.size());
        for (int i = 0; i < given.size(); i++) {
            pieces.add(HandedPiece.of(segments.get(i), given.get(i)));
        }
        return Optional.of(
                SignedHandover.by(seat, new Handover(seat.network(), seat.member(), reader, session, pieces)));
    }

    private Deposit released(SegmentReference wanted) {
        SegmentId segment = wanted.segment();
        if (pieces.erased(segment)) {
            throw new SalusException(ErrorCode.ERASED, "the key of segment " + segment + " was destroyed");
        }
        HeldFragment held = pieces.fragment(segment, wanted.manifest())
                .orElseThrow(() ->
                        new SalusException(ErrorCode.NOT_FOUND, seat.member() + " has no piece of segment " + segment));
        KeyShare share = pieces.share(segment, wanted.manifest())
                .orElseThrow(() -> new SalusException(
                        ErrorCode.NOT_FOUND, seat.member() + " has no key share of segment " + segment));
        return new Deposit(held.manifest().encoded(), new Piece(held.custodian(), held.fragment(), share));
    }

    /// Among custodians of the same set only: the part that holds no secret, for repair.
    public Optional<FragmentRelease> fragment(MemberId asking, SegmentReference segment) {
        Optional<HeldFragment> held = pieces.fragment(segment.segment(), segment.manifest());
        boolean stranger = held.isPresent()
                && seat.seating(asking, held.get().manifest().custodianSet()).isEmpty();
        if (stranger) {
            throw new SalusException(
                    ErrorCode.NOT_AUTHORISED, "only custodians of the same set may ask for a fragment");
        }
        return held.map(found -> new FragmentRelease(
                found,
                SignedHandover.by(
                        seat,
                        new Handover(
                                seat.network(),
                                seat.member(),
                                asking,
                                Optional.empty(),
                                List.of(HandedPiece.of(found))))));
    }

    /// Forgets pieces that no transaction ever named: a write that died between its pieces and its transaction.
    ///
    /// @param wanted whether the ledger knows of such a piece here
    /// @param before pieces that are younger may still be on their way
    /// @return how many were forgotten
    public int collectOrphans(Predicate<HeldSegment> wanted, Instant before) {
        List<SegmentId> orphans = new ArrayList<>();
        pieces.present().forEachStoredBefore(before, held -> {
            if (orphans.size() < MAX_ORPHANS_AT_ONCE && !wanted.test(held)) {
                orphans.add(held.segment());
            }
        });
        for (int from = 0; from < orphans.size(); from += DISCARD_BATCH) {
            pieces.present().discard(orphans.subList(from, Math.min(from + DISCARD_BATCH, orphans.size())));
        }
        return orphans.size();
    }

    private static void requireBatch(int size) {
        if (size > MAX_BATCH) {
            throw new SalusException(ErrorCode.TOO_LARGE, "a request is about at most " + MAX_BATCH + " segments");
        }
    }
}
