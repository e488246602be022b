package health.salus.node.custody;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import health.salus.vault.resharing.Circle;
import health.salus.vault.resharing.FinalPlacements.FinalPlacement;
import health.salus.vault.resharing.MoveOrder;
import health.salus.vault.store.HeldSegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a look through this member's pieces found to be done about superseded sets. The work is shared out: for each
/// segment every custodian of the old set has a rank, and those behind the first stand by.
final class PendingMoves {

    /// Custodian sets are smaller.
    static final int MAX_RANK = 100;

    /// Bounds the memory of one turn; the next takes the rest.
    private static final int MAX_AT_ONCE = 100_000;

    private final MemberId self;
    private final LedgerMoves ledger;
    private final List<MoveOrder> orders = new ArrayList<>();
    private final List<SegmentId> outdated = new ArrayList<>();
    private boolean whole = true;

    PendingMoves(MemberId self, LedgerMoves ledger) {
        this.self = self;
        this.ledger = ledger;
    }

    void look(HeldSegment held) {
        if (orders.size() + outdated.size() >= MAX_AT_ONCE) {
            whole = false;
            return;
        }
        Optional<FinalPlacement> placement = ledger.placement(held.segment());
        if (placement.isPresent() && !placement.get().manifest().equals(held.manifest())) {
            outdated.add(held.segment());
            return;
        }
        ledger.order(held.segment())
                .filter(order -> order.segment().manifest().equals(held.manifest()))
                .ifPresent(orders::add);
    }

    /// Whether everything was looked at.
    boolean isWhole() {
        return whole;
    }

    boolean isAny() {
        return !orders.isEmpty();
    }

    /// Pieces from before a move that is final.
    List<SegmentId> outdated() {
        return outdated;
    }

    /// Moves for which this member has the rank: 0 for those that it has to begin with.
    List<MoveOrder> orders(int rank) {
        return orders.stream().filter(order -> rank(order) == rank).toList();
    }

    private int rank(MoveOrder order) {
        Circle from = order.from();
        Digest spread = Digest.sha256(Octets.utf8(order.segment().segment().value()));
        int first = spread.octets().at(0) & 0xff;
        return Math.floorMod(from.placeOf(self) - 1 - first, from.members().size());
    }

    /// Those together that go from the same set to the same set.
    static Collection<List<MoveOrder>> byWay(List<MoveOrder> orders) {
        Map<List<Circle>, List<MoveOrder>> ways = new LinkedHashMap<>();
        orders.forEach(order -> ways.computeIfAbsent(List.of(order.from(), order.to()), _ -> new ArrayList<>())
                .add(order));
        return ways.values();
    }
}
