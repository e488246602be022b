package health.salus.consensus.hashgraph;

import java.util.NavigableMap;
import java.util.TreeMap;

/// The events which this node has seen, and which carry something that keeps the network awake, by the round in which
/// they were born. An event that is not ordered within the engine's horizon never will be, and is forgotten.
final class InFlight {

    private final long horizonRounds;
    private final NavigableMap<Long, Integer> events = new TreeMap<>();

    InFlight(long horizonRounds) {
        this.horizonRounds = horizonRounds;
    }

    void seen(long birthRound) {
        events.merge(birthRound, 1, Integer::sum);
    }

    void ordered(long birthRound) {
        events.computeIfPresent(birthRound, (_, count) -> count > 1 ? count - 1 : null);
    }

    void roundReached(long round) {
        events.headMap(round - horizonRounds).clear();
    }

    void clear() {
        events.clear();
    }

    boolean isEmpty() {
        return events.isEmpty();
    }
}
