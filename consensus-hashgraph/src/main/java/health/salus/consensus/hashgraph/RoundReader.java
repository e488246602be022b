package health.salus.consensus.hashgraph;

import health.salus.consensus.OrderedTransaction;
import health.salus.kernel.MemberId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hiero.consensus.model.event.ConsensusEvent;
import org.hiero.consensus.model.event.Event;
import org.hiero.consensus.model.hashgraph.Round;
import org.hiero.consensus.model.transaction.ConsensusTransaction;
import org.hiero.consensus.model.transaction.Transaction;

/// Takes our transactions out of the engine's events. A function of the round and of what came before it, but for
/// `submittedNow`.
final class RoundReader {

    private final Map<Long, MemberId> members = new TreeMap<>();
    private final MemberId self;
    private final int instance;

    /// @param round empty if the engine's round carries none of our transactions
    /// @param submittedNow whether one of them was taken in by this run of this process
    record Contents(Optional<health.salus.consensus.Round> round, boolean submittedNow) {}

    RoundReader(HashgraphNetwork network, MemberId self, int instance) {
        network.members().forEach(member -> members.put(member.nodeId(), member.member()));
        this.self = self;
        this.instance = instance;
    }

    Contents read(Round ordered, SequenceState before) {
        List<OrderedTransaction> transactions = new ArrayList<>();
        boolean submittedNow = false;
        Instant last = before.lastTime();
        for (ConsensusEvent event : ordered) {
            MemberId creator = creator(event);
            Iterator<ConsensusTransaction> carried = event.consensusTransactionIterator();
            while (carried.hasNext()) {
                ConsensusTransaction next = carried.next();
                if (Envelope.open(next.getApplicationTransaction()) instanceof Envelope.Carried envelope) {
                    last = laterThan(last, next.getConsensusTimestamp());
                    transactions.add(new OrderedTransaction(envelope.transaction(), last, creator));
                    submittedNow |= envelope.instance() == instance && creator.equals(self);
                }
            }
        }
        if (transactions.isEmpty()) {
            return new Contents(Optional.empty(), false);
        }
        return new Contents(
                Optional.of(health.salus.consensus.Round.of(before.sequence() + 1, transactions)), submittedNow);
    }

    private MemberId creator(Event event) {
        return Optional.ofNullable(members.get(event.getCreatorId().id()))
                .orElseThrow(() -> new IllegalStateException("no member has node id " + event.getCreatorId()));
    }

    /// The engine spaces the transactions of a round by a microsecond, and rounds by more; this holds whatever it does.
    private static Instant laterThan(Instant last, Instant proposed) {
        return proposed.isAfter(last) ? proposed : last.plusNanos(1);
    }

    boolean keepsAwake(Event event) {
        Iterator<Transaction> transactions = event.transactionIterator();
        while (transactions.hasNext()) {
            if (Envelope.keepsAwake(transactions.next().getApplicationTransaction())) {
                return true;
            }
        }
        return false;
    }
}
