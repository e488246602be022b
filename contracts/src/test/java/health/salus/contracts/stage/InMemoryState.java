package health.salus.contracts.stage;

import health.salus.kernel.Octets;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.WorldState;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The state as an ordered map, which also remembers the largest value that was put.
public final class InMemoryState implements WorldState {

    private final TreeMap<StateKey, Octets> values = new TreeMap<>();
    private int largestBytes;

    @Override
    public Optional<Octets> get(StateKey key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public void put(StateKey key, Octets value) {
        values.put(key, value);
        largestBytes = Math.max(largestBytes, value.length());
    }

    @Override
    public void remove(StateKey key) {
        values.remove(key);
    }

    /// From here on the largest value counts anew.
    public void measure() {
        largestBytes = 0;
    }

    public int largestBytes() {
        return largestBytes;
    }

    public SortedMap<StateKey, Octets> copy() {
        return new TreeMap<>(values);
    }
}
