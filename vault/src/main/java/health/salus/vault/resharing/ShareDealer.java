package health.salus.vault.resharing;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.custody.CustodianSeat;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.resharing.DealtSegments.DealtSegment;
import health.salus.vault.segment.KeyShare;
import health.salus.vault.segment.ShareDealing;
import health.salus.vault.store.HeldFragment;
import health.salus.vault.store.PieceShelves;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A custodian's part in giving its segments to the set that superseded its own (docs/decisions/0103): deals its share
/// among them, to each its own part, for moves that this member's own ledger permits and for no others.
public final class ShareDealer {

    /// Segments in one question: with the arithmetic of a large set still a second's work.
    public static final int MAX_SEGMENTS = 256;

    /// Fragments in one answer; a single larger one still goes alone.
    static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

    private static final RecordCodec<Purpose> PURPOSE = RecordCodec.of(Purpose.class);

    private final CustodianSeat seat;
    private final PieceShelves pieces;
    private final MoveOrders orders;

    /// What the polynomial is for. The members too, so that a set that was ever another one under the same name
    /// gets another
    /// polynomial.
    private record Purpose(
            NetworkId network,
            SegmentId segment,
            Digest manifest,
            CustodianSetId to,
            List<MemberId> members,
            int threshold) {}

    public ShareDealer(CustodianSeat seat, PieceShelves pieces, MoveOrders orders) {
        this.seat = seat;
        this.pieces = pieces;
        this.orders = orders;
    }

    /// @param asking whom the connection names: it gets the parts of its own place
    /// @throws SalusException when there is nothing to give, the reason
    public Dealings deal(MemberId asking, DealingQuestion question) {
        if (question.segments().size() > MAX_SEGMENTS) {
            throw new SalusException(ErrorCode.TOO_LARGE, "at most " + MAX_SEGMENTS + " segments are dealt at once");
        }
        List<Dealing> given = new ArrayList<>();
        List<DealtSegment> said = new ArrayList<>();
        Optional<SalusException> reason = Optional.empty();
        long bytes = 0;
        for (SegmentReference segment : question.segments()) {
            try {
                Dealing dealing = deal(asking, question.to(), segment);
                bytes += dealing.fragment().length();
                if (bytes > MAX_ANSWER_BYTES && !given.isEmpty()) {
                    break;
                }
                given.add(dealing);
                said.add(DealtSegment.of(segment.segment(), dealing));
            } catch (SalusException refused) {
                reason = reason.or(() -> Optional.of(refused));
            }
        }
        if (given.isEmpty() && reason.isPresent()) {
            throw reason.get();
        }
        DealtSegments dealt = new DealtSegments(seat.network(), seat.member(), asking, question.to(), said);
        return new Dealings(given, SignedDealings.by(seat, dealt));
    }

    private Dealing deal(MemberId asking, CustodianSetId to, SegmentReference wanted) {
        SegmentId segment = wanted.segment();
        MoveOrder order = orders.order(segment)
                .filter(each -> each.manifest().equals(wanted.manifest()))
                .filter(each -> each.to().id().equals(to))
                .filter(each -> each.to().has(asking) && each.from().has(seat.member()))
                .orElseThrow(() -> new SalusException(
                        ErrorCode.NOT_AUTHORISED,
                        "by the ledger of " + seat.member() + " segment " + segment + " is not to be moved there"));
        if (pieces.erased(segment)) {
            throw new SalusException(ErrorCode.ERASED, "the key of segment " + segment + " was destroyed");
        }
        HeldFragment held = pieces.fragment(segment, wanted.manifest()).orElseThrow(() -> lacking(segment));
        KeyShare share = pieces.share(segment, wanted.manifest()).orElseThrow(() -> lacking(segment));
        ShareDealing dealing = ShareDealing.of(share, order.to().threshold(), purpose(order));
        return new Dealing(
                held.manifest().encoded(),
                held.fragment(),
                dealing.commitments(),
                dealing.subShare(order.to().placeOf(asking)));
    }

    private Octets purpose(MoveOrder order) {
        Circle to = order.to();
        return PURPOSE.encode(
                new Purpose(seat.network(), order.id(), order.manifest(), to.id(), to.members(), to.threshold()));
    }

    private SalusException lacking(SegmentId segment) {
        return new SalusException(
                ErrorCode.NOT_FOUND, seat.member() + " has no piece of segment " + segment + " to give on");
    }
}
