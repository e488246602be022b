package health.salus.node.custody;

import health.salus.contracts.identity.Directory;
import health.salus.kernel.MemberId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.TimeSource;
import health.salus.node.peer.Peers;
import health.salus.platform.network.Network;
import health.salus.vault.custody.CustodianSeat;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.repair.Pace;
import health.salus.vault.resharing.DealingEvidence;
import health.salus.vault.resharing.DealingQuestion;
import health.salus.vault.resharing.Dealings;
import health.salus.vault.resharing.LocalMovingCustodian;
import health.salus.vault.resharing.MoveOrder;
import health.salus.vault.resharing.MoveParts;
import health.salus.vault.resharing.MovingCustodian;
import health.salus.vault.resharing.PieceSettlement;
import health.salus.vault.resharing.PieceTaker;
import health.salus.vault.resharing.PromisedPieces;
import health.salus.vault.resharing.SegmentMover;
import health.salus.vault.resharing.ShareDealer;
import health.salus.vault.resharing.TakenOver;
import health.salus.vault.resharing.TakeoverRequest;
import health.salus.vault.store.HeldSegment;
import health.salus.vault.store.PieceShelves;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// This member's custodian as one that segments leave and come to.
final class MovingPieces {

    private final PieceShelves pieces;
    private final LedgerMoves ledger;
    private final TimeSource time;
    private final MoveParts parts;
    private final LocalMovingCustodian own;
    private final PieceSettlement settlement;

    /// Those in use, by the sets that they are about. Used by the loop only.
    private final Map<Way, SegmentMover> movers = new HashMap<>();

    private record Way(String from, String to) {}

    /// @param current whether this member's ledger follows the network
    record Surroundings(
            Network network,
            CustodianSeat seat,
            PieceShelves pieces,
            Peers peers,
            BooleanSupplier current,
            Consumer<DealingEvidence> evidence) {}

    MovingPieces(Surroundings around, TimeSource time) {
        Network network = around.network();
        this.pieces = around.pieces();
        this.time = time;
        this.ledger = new LedgerMoves(network, around.current());
        this.parts = new MoveParts(
                around.seat(),
                ledger,
                member -> reached(member, around.peers()),
                member -> Directory.of(network.state()).requireMember(member).custodianKey(),
                LedgerMoves::word,
                around.evidence());
        PromisedPieces promised = new PromisedPieces(pieces.arriving(), network::time, time);
        this.own = new LocalMovingCustodian(
                network.self(),
                new ShareDealer(around.seat(), pieces, ledger),
                new PieceTaker(parts, pieces, promised, time));
        this.settlement = new PieceSettlement(pieces, promised, ledger);
    }

    private MovingCustodian reached(MemberId member, Peers peers) {
        return member.equals(own.member()) ? own : new RemoteMovingCustodian(member, peers);
    }

    Dealings deal(MemberId asking, DealingQuestion question) {
        return own.dealer().deal(asking, question);
    }

    TakenOver takeOver(TakeoverRequest request) {
        return own.takeOver(request);
    }

    LedgerMoves ledger() {
        return ledger;
    }

    /// Has segments moved that go the same way.
    ///
    /// @return how many were
    int move(List<MoveOrder> orders) {
        MoveOrder first = orders.getFirst();
        Way way = new Way(first.from().id().value(), first.to().id().value());
        SegmentMover mover =
                movers.computeIfAbsent(way, _ -> new SegmentMover(parts, ledger, time, first.from(), first.to()));
        List<SegmentReference> segments =
                orders.stream().map(MoveOrder::segment).toList();
        return mover.move(segments).size();
    }

    PieceSettlement.Outcome settle(SegmentId segment) {
        return settlement.settle(segment);
    }

    int settleArrived(Pace pace) {
        return settlement.settleArrived(pace);
    }

    void destroyForgotten() {
        settlement.destroyForgotten();
    }

    /// Every piece that this member keeps, from before a move or not.
    void forEachPresent(Consumer<HeldSegment> visitor) {
        pieces.present().forEachStoredBefore(Instant.MAX, visitor);
    }
}
