package health.salus.vault.resharing;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.store.PieceShelves;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request to take segments over, under way.
final class Takeover {

    private final MoveParts parts;
    private final PieceShelves pieces;
    private final PromisedPieces promised;
    private final TakeoverRequest request;

    private final Map<SegmentId, TakenOver.Held> held = new LinkedHashMap<>();
    private final Map<SegmentId, TakenOver.Fault> faults = new LinkedHashMap<>();
    private final List<SignedDealings> signed = new ArrayList<>();

    Takeover(MoveParts parts, PieceShelves pieces, PromisedPieces promised, TakeoverRequest request) {
        this.parts = parts;
        this.pieces = pieces;
        this.promised = promised;
        this.request = request;
    }

    TakenOver run() {
        List<MoveOrder> waiting = new ArrayList<>();
        for (SegmentReference segment : request.segments()) {
            permitted(segment).ifPresent(waiting::add);
        }
        while (!waiting.isEmpty()) {
            round(waiting);
        }
        List<TakenOver.Held> all = request.segments().stream()
                .flatMap(each -> Optional.ofNullable(held.get(each.segment())).stream())
                .toList();
        return new TakenOver(all, word(all), List.copyOf(faults.values()), signed);
    }

    private Optional<Octets> word(List<TakenOver.Held> all) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        MoveWord.Said said =
                new MoveWord.Said(parts.seat().network(), parts.seat().member(), request.to(), request.until(), all);
        return Optional.of(parts.seat().sign(parts.word().statement(said)));
    }

    /// By this member's own ledger, and with dealers that can open the segment together.
    private Optional<MoveOrder> permitted(SegmentReference segment) {
        Optional<MoveOrder> order = parts.orders()
                .order(segment.segment())
                .filter(each -> each.segment().equals(segment))
                .filter(each -> each.to().id().equals(request.to()))
                .filter(each -> each.to().has(parts.seat().member()));
        if (order.isEmpty()) {
            fault(segment.segment(), Optional.empty(), ErrorCode.NOT_AUTHORISED);
            return Optional.empty();
        }
        if (pieces.erased(segment.segment())) {
            fault(segment.segment(), Optional.empty(), ErrorCode.ERASED);
            return Optional.empty();
        }
        Circle from = order.get().from();
        boolean enough = request.dealers().size() == from.threshold()
                && request.dealers().stream().distinct().count() == from.threshold()
                && from.members().containsAll(request.dealers());
        if (!enough) {
            fault(segment.segment(), Optional.empty(), ErrorCode.MALFORMED);
            return Optional.empty();
        }
        return order;
    }

    /// Asks every dealer once for all that is waiting. An answer has room for some of it; what stands first is in
    /// it, or is
    /// not to be had from that dealer.
    private void round(List<MoveOrder> waiting) {
        Map<SegmentId, DealtPieces> dealt = new LinkedHashMap<>();
        waiting.forEach(order ->
                dealt.put(order.id(), new DealtPieces(order, parts.seat().member())));
        DealingQuestion question = new DealingQuestion(
                request.to(), waiting.stream().map(MoveOrder::segment).toList());
        for (MemberId dealer : request.dealers()) {
            try {
                take(dealer, parts.custodians().apply(dealer).deal(question), dealt);
            } catch (SalusException failed) {
                waiting.forEach(order -> fault(order.id(), Optional.of(dealer), failed.code()));
            }
        }
        MoveOrder first = waiting.getFirst();
        for (DealtPieces each : dealt.values()) {
            if (!faults.containsKey(each.segment()) && each.isComplete(request.dealers())) {
                keep(each);
            }
        }
        if (!held.containsKey(first.id()) && !faults.containsKey(first.id())) {
            Optional<MemberId> lacking = dealt.values().iterator().next().lacking(request.dealers());
            fault(first.id(), lacking, ErrorCode.NOT_FOUND);
        }
        waiting.removeIf(order -> held.containsKey(order.id()) || faults.containsKey(order.id()));
    }

    private void take(MemberId dealer, Dealings answer, Map<SegmentId, DealtPieces> dealt) {
        DealingReceipt receipt = new DealingReceipt(parts, dealer, request.to(), answer);
        if (!receipt.isSigned()) {
            // Nobody could be shown what it gave, and nobody could tell whether it gave others the same.
            throw new SalusException(ErrorCode.BAD_SIGNATURE, dealer + " did not sign what it gave");
        }
        signed.add(answer.signed());
        receipt.dealings().forEach((segment, dealing) -> {
            DealtPieces pieces = dealt.get(segment);
            if (pieces == null || faults.containsKey(segment)) {
                return;
            }
            Optional<DealingEvidence> wrong = pieces.add(dealer, dealing, receipt);
            wrong.ifPresent(found -> {
                parts.evidence().accept(found);
                fault(segment, Optional.of(dealer), ErrorCode.WRONG_PIECE);
            });
        });
    }

    private void keep(DealtPieces dealt) {
        try {
            dealt.placed()
                    .ifPresentOrElse(
                            placed -> {
                                promised.keep(placed, request.until());
                                Digest next = placed.manifest().digest();
                                held.put(dealt.segment(), new TakenOver.Held(dealt.segment(), dealt.before(), next));
                            },
                            // Its author made fragments or commitments that do not belong together.
                            () -> fault(dealt.segment(), Optional.empty(), ErrorCode.CORRUPT));
        } catch (SalusException refused) {
            fault(dealt.segment(), Optional.empty(), refused.code());
        }
    }

    private void fault(SegmentId segment, Optional<MemberId> dealer, ErrorCode code) {
        faults.putIfAbsent(segment, new TakenOver.Fault(segment, dealer, code));
    }
}
