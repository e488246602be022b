package health.salus.simulator;

import health.salus.consensus.OrderedTransaction;
import health.salus.consensus.Round;
import health.salus.contracts.identity.Cards;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.node.replica.RosterEpoch;
import health.salus.proof.MemberSet;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The one order of an epoch, made up by the seed instead of by an engine: what the `Consensus` port promises, and no
/// more than that. It goes on for as long as engines of the epoch run, whether or not the ledger still listens.
final class Ordering {

    private static final int MOST_IN_A_ROUND = 8;
    private static final int SHORTEST_MILLIS = 20;
    private static final int LONGEST_MILLIS = 600;

    private final RosterEpoch epoch;
    private final MemberSet roster;
    private final Surroundings around;
    private final Map<MemberId, Deque<Octets>> pools = new TreeMap<>();
    private final List<Round> rounds = new ArrayList<>();
    private final Map<MemberId, Long> handled = new TreeMap<>();
    private final Map<MemberId, Runnable> running = new TreeMap<>();
    private boolean scheduled;

    /// What all orders of a network share.
    record Surroundings(Agenda agenda, SeededRandom random, Wire wire, Trace trace, int haste) {}

    Ordering(RosterEpoch epoch, Surroundings around) {
        this.epoch = epoch;
        this.roster = Cards.memberSet(epoch.cards());
        this.around = around;
    }

    Surroundings around() {
        return around;
    }

    /// A member's engine runs.
    ///
    /// @param onOrdered called for each round
    void join(MemberId member, Runnable onOrdered) {
        running.put(member, onOrdered);
        schedule();
    }

    /// A member's engine runs no more: what it had accepted and not yet given away is lost.
    void leave(MemberId member) {
        running.remove(member);
        pools.remove(member);
    }

    private void schedule() {
        if (!scheduled && !running.isEmpty()) {
            scheduled = true;
            around.agenda.afterMillis(around.random.between(SHORTEST_MILLIS, LONGEST_MILLIS), () -> {
                scheduled = false;
                order();
                schedule();
            });
        }
    }

    /// Whether a member and those that it reaches have more than two thirds of the weight.
    boolean hasQuorum(MemberId member) {
        return running.containsKey(member)
                && roster.isFinal(running.keySet().stream()
                        .filter(other -> around.wire.connected(member, other))
                        .toList());
    }

    void offer(MemberId member, Octets transaction) {
        pools.computeIfAbsent(member, _ -> new ArrayDeque<>()).add(transaction);
    }

    /// A member has executed the rounds up to this one.
    void handled(MemberId member, long sequence) {
        handled.merge(member, sequence, Math::max);
    }

    /// The latest round that members with more than two thirds of the weight have executed. An engine that was away
    /// goes on from a state that others have signed, and never delivers what came before: that happens only when
    /// the
    /// order went on for hundreds of rounds without it, and so many must take part in each of them.
    long latestAgreed() {
        List<Map.Entry<MemberId, Long>> descending = handled.entrySet().stream()
                .sorted(Map.Entry.<MemberId, Long>comparingByValue().reversed())
                .toList();
        List<MemberId> there = new ArrayList<>();
        for (Map.Entry<MemberId, Long> each : descending) {
            there.add(each.getKey());
            if (roster.isFinal(there)) {
                return each.getValue();
            }
        }
        return first() - 1;
    }

    boolean isIdle() {
        return pools.values().stream().allMatch(Deque::isEmpty);
    }

    /// Of the epoch's first round, were there one.
    long first() {
        return epoch.after() + 1;
    }

    long latest() {
        return epoch.after() + rounds.size();
    }

    Round round(long sequence) {
        return rounds.get((int) (sequence - first()));
    }

    private void order() {
        Instant last = rounds.isEmpty() ? epoch.time() : rounds.getLast().time();
        Instant time = last.isBefore(around.agenda.now()) ? around.agenda.now() : last;
        List<OrderedTransaction> ordered = new ArrayList<>();
        for (Map.Entry<MemberId, Deque<Octets>> pool : pools.entrySet()) {
            if (!hasQuorum(pool.getKey())) {
                continue;
            }
            int count = Math.min(pool.getValue().size(), around.random.below(MOST_IN_A_ROUND * around.haste + 1));
            for (int i = 0; i < count; i++) {
                time = time.plusNanos(1_000);
                ordered.add(new OrderedTransaction(pool.getValue().removeFirst(), time, pool.getKey()));
            }
        }
        if (ordered.isEmpty()) {
            return; // Rounds without transactions do not exist.
        }
        rounds.add(Round.of(latest() + 1, ordered));
        around.trace.note("round " + latest() + " of " + ordered.size() + " transactions is ordered");
        running.values().forEach(Runnable::run);
    }
}
