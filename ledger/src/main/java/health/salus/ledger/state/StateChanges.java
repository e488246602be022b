package health.salus.ledger.state;

import health.salus.kernel.Octets;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a block changes, in the order of the keys; an empty value removes the key.
public record StateChanges(SortedMap<StateKey, Optional<Octets>> byKey) {

    public StateChanges {
        byKey = Collections.unmodifiableSortedMap(new TreeMap<>(byKey));
    }
}
