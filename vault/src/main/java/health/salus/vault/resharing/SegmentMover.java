package health.salus.vault.resharing;

import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.TimeSource;
import health.salus.vault.custody.SegmentReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has segments moved: asks the custodians of the next set to take them over, collects their words, and has the ledger
/// decide. Sees no share and is believed by nobody, so any member of either set may do it, and several at a time.
///
/// For one pair of sets, as long as segments go from one to the other: it remembers which dealers were of no use. Not
/// for
/// several threads at once.
public final class SegmentMover {

    /// Long enough for a slow network to decide, and short, since pieces are bound by it.
    static final Duration WORD = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(SegmentMover.class);

    private final MoveParts parts;
    private final MoveLedger ledger;
    private final TimeSource time;
    private final Circle from;
    private final Circle to;
    private final DealerChoice choice;
    private final DealingComparison comparison;

    public SegmentMover(MoveParts parts, MoveLedger ledger, TimeSource time, Circle from, Circle to) {
        this.parts = parts;
        this.ledger = ledger;
        this.time = time;
        this.from = from;
        this.to = to;
        this.choice = new DealerChoice(from);
        this.comparison = new DealingComparison(parts.keys());
    }

    /// Moves what can be moved now.
    ///
    /// @param segments at most [ShareDealer#MAX_SEGMENTS], under the manifests that the ledger has
    /// @return those that were moved
    public List<SegmentId> move(List<SegmentReference> segments) {
        List<SegmentReference> waiting = new ArrayList<>(segments);
        Set<SegmentId> moved = new HashSet<>();
        // Each try with other dealers; every one of them was in the choice then.
        for (int i = 0; i < from.members().size() && !waiting.isEmpty(); i++) {
            List<MemberId> dealers = choice.dealers();
            moved.addAll(attempt(waiting, dealers));
            waiting.removeIf(each -> moved.contains(each.segment()));
            if (choice.dealers().equals(dealers)) {
                break;
            }
        }
        return segments.stream()
                .map(SegmentReference::segment)
                .filter(moved::contains)
                .toList();
    }

    private Set<SegmentId> attempt(List<SegmentReference> segments, List<MemberId> dealers) {
        Instant until = time.now().plus(WORD);
        TakeoverRequest request = new TakeoverRequest(to.id(), segments, dealers, until);
        TakeoverTally tally = new TakeoverTally(to.quorum());
        new TakeoverRound(parts, request, to)
                .run()
                .forEach((custodian, answer) -> count(custodian, answer, until, tally));
        for (DealingEvidence contradiction : comparison.drain()) {
            parts.evidence().accept(contradiction);
            choice.blame(contradiction.wrong().dealer());
        }
        Optional<TakeoverTally.Agreed> agreed = tally.agreed();
        if (agreed.isPresent()) {
            return decide(agreed.get(), until);
        }
        Set<SegmentId> common = tally.common();
        if (common.isEmpty()) {
            return Set.of();
        }
        List<SegmentReference> rest = segments.stream()
                .filter(each -> common.contains(each.segment()))
                .toList();
        if (rest.size() < segments.size()) {
            return attempt(rest, dealers);
        }
        // Each misses something else: the halves have fewer segments to disagree about, and one alone has none.
        int half = rest.size() / 2;
        Set<SegmentId> moved = new HashSet<>();
        if (half > 0) {
            moved.addAll(attempt(rest.subList(0, half), dealers));
            moved.addAll(attempt(rest.subList(half, rest.size()), dealers));
        }
        return moved;
    }

    private void count(MemberId custodian, TakenOver answer, Instant until, TakeoverTally tally) {
        answer.dealings().forEach(signed -> comparison.add(signed, from, to));
        answer.faults().forEach(fault -> fault.dealer().filter(from::has).ifPresent(choice::blame));
        if (answer.held().isEmpty() || answer.acknowledgement().isEmpty()) {
            return;
        }
        MoveWord.Said said = new MoveWord.Said(parts.seat().network(), custodian, to.id(), until, answer.held());
        boolean holds = parts.keys()
                .apply(custodian)
                .verify(parts.word().statement(said), answer.acknowledgement().get());
        if (holds) {
            tally.add(
                    answer.held(),
                    new MoveLedger.Word(custodian, answer.acknowledgement().get()));
        } else {
            // One such word would cost the whole move.
            LOG.warn("Custodian {} gave its word with a signature that does not hold", custodian);
        }
    }

    private Set<SegmentId> decide(TakeoverTally.Agreed agreed, Instant until) {
        try {
            ledger.decide(new MoveLedger.Move(to.id(), until, agreed.held(), agreed.words()));
        } catch (SalusException refused) {
            // Another member was first, or the network waits: the ledger says later what is still to be done.
            LOG.info("A move of {} segments was not decided: {}", agreed.held().size(), refused.toString());
            return Set.of();
        }
        Set<SegmentId> moved = new HashSet<>();
        agreed.held().forEach(each -> moved.add(each.segment()));
        return moved;
    }
}
