package health.salus.simulator;

import health.salus.consensus.OrderedTransaction;
import health.salus.consensus.Round;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// The one order of a network, made up by the seed instead of by an engine: what the `Consensus` port promises, and no
/// more than that.
final class Ordering {

    private static final int MOST_IN_A_ROUND = 8;
    private static final int SHORTEST_MILLIS = 20;
    private static final int LONGEST_MILLIS = 600;

    private final Agenda agenda;
    private final SeededRandom random;
    private final Wire wire;
    private final Trace trace;
    private final Map<MemberId, Deque<Octets>> pools = new TreeMap<>();
    private final List<Round> rounds = new ArrayList<>();
    private final Map<MemberId, Long> handled = new TreeMap<>();
    private final List<LongConsumer> listeners = new ArrayList<>();

    Ordering(Agenda agenda, SeededRandom random, Wire wire, Trace trace) {
        this.agenda = agenda;
        this.random = random;
        this.wire = wire;
        this.trace = trace;
    }

    void start() {
        agenda.afterMillis(random.between(SHORTEST_MILLIS, LONGEST_MILLIS), () -> {
            order();
            start();
        });
    }

    void offer(MemberId member, Octets transaction) {
        pools.computeIfAbsent(member, _ -> new ArrayDeque<>()).add(transaction);
    }

    /// What a member that dies had accepted and not yet given away.
    void forget(MemberId member) {
        pools.remove(member);
    }

    /// A member has executed the rounds up to this one.
    void handled(MemberId member, long sequence) {
        handled.merge(member, sequence, Math::max);
    }

    /// The latest round that more than half of the members have executed: an engine that was away goes on from a state
    /// that these have signed, and never delivers what came before.
    long latestAgreed() {
        List<Long> descending =
                handled.values().stream().sorted(Comparator.reverseOrder()).toList();
        int majority = Consortium.MEMBERS.size() / 2 + 1;
        return descending.size() < majority ? 0 : descending.get(majority - 1);
    }

    boolean isIdle() {
        return pools.values().stream().allMatch(Deque::isEmpty);
    }

    long latest() {
        return rounds.size();
    }

    Round round(long sequence) {
        return rounds.get((int) (sequence - Round.FIRST_SEQUENCE));
    }

    void listen(LongConsumer onOrdered) {
        listeners.add(onOrdered);
    }

    private void order() {
        Instant last = rounds.isEmpty() ? Instant.EPOCH : rounds.getLast().time();
        Instant time = last.isBefore(agenda.now()) ? agenda.now() : last;
        List<OrderedTransaction> ordered = new ArrayList<>();
        for (Map.Entry<MemberId, Deque<Octets>> pool : pools.entrySet()) {
            if (!wire.hasQuorum(pool.getKey())) {
                continue;
            }
            int count = Math.min(pool.getValue().size(), random.below(MOST_IN_A_ROUND + 1));
            for (int i = 0; i < count; i++) {
                time = time.plusNanos(1_000);
                ordered.add(new OrderedTransaction(pool.getValue().removeFirst(), time, pool.getKey()));
            }
        }
        if (ordered.isEmpty()) {
            return; // Rounds without transactions do not exist.
        }
        rounds.add(Round.of(latest() + 1, ordered));
        trace.note("round " + latest() + " of " + ordered.size() + " transactions is ordered");
        listeners.forEach(listener -> listener.accept(latest()));
    }
}
