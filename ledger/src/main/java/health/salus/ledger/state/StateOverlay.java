package health.salus.ledger.state;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Changes on top of a state that stays untouched. Overlays stack: one for the block, one for the transaction, one for
/// the command; what is refused is dropped with its overlay.
public final class StateOverlay implements WorldState {

    private final StateReader below;
    // In the order in which they came, which is the same everywhere; sorting waits until a block is whole.
    private final Map<StateKey, Optional<Octets>> changes = new LinkedHashMap<>();
    private long bytes;

    public StateOverlay(StateReader below) {
        this.below = below;
    }

    @Override
    public Optional<Octets> get(StateKey key) {
        Optional<Octets> changed = changes.get(key);
        return changed != null ? changed : below.get(key);
    }

    @Override
    public void put(StateKey key, Octets value) {
        change(key, Optional.of(value));
    }

    @Override
    public void remove(StateKey key) {
        change(key, Optional.empty());
    }

    private void change(StateKey key, Optional<Octets> value) {
        Optional<Octets> before = changes.put(key, value);
        bytes += lengthOf(value) - (before == null ? 0 : lengthOf(before));
    }

    private static int lengthOf(Optional<Octets> value) {
        return Digest.LENGTH_BYTES + value.map(Octets::length).orElse(0);
    }

    /// What the changes come to, keys included.
    public long bytes() {
        return bytes;
    }

    /// Makes the changes in `target`.
    public void applyTo(WorldState target) {
        for (Map.Entry<StateKey, Optional<Octets>> change : changes.entrySet()) {
            change.getValue()
                    .ifPresentOrElse(value -> target.put(change.getKey(), value), () -> target.remove(change.getKey()));
        }
    }

    public StateChanges changes() {
        return new StateChanges(new TreeMap<>(changes));
    }
}
