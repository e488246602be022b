package health.salus.simulator;

import health.salus.node.replica.RosterEpoch;
import java.util.HashMap;
import java.util.Map;

/// The orders of one network, one for each epoch, since each has engines of its own.
final class Orderings {

    private final Ordering.Surroundings surroundings;
    private final Map<RosterEpoch, Ordering> byEpoch = new HashMap<>();

    Orderings(Ordering.Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Ordering of(RosterEpoch epoch) {
        return byEpoch.computeIfAbsent(epoch, begun -> new Ordering(begun, surroundings));
    }
}
