package health.salus.ledger.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import health.salus.kernel.Octets;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import java.util.Optional;
import java.util.Set;

/// Values that were read lately: what every block asks for, such as members and buckets, is looked up once. What is not
/// there is not remembered: such a question is about something new, and is asked once.
final class HotState implements StateReader {

    /// All of the 65,536 buckets, and what else is asked for again: members, consents, a few thousand patients' pages.
    private static final long MAX_BYTES = 24L * 1024 * 1024;

    /// Of the key, of the objects around both, and of the cache's own entry.
    private static final int BYTES_BESIDE_A_VALUE = 200;

    /// A record of many parts is not worth the place of hundreds of small ones.
    private static final int MAX_LENGTH = 4 * 1_024;

    private final StateReader stored;
    private final Cache<StateKey, Optional<Octets>> values = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher(HotState::bytes)
            .build();

    HotState(StateReader stored) {
        this.stored = stored;
    }

    private static int bytes(StateKey key, Optional<Octets> value) {
        return BYTES_BESIDE_A_VALUE + value.map(Octets::length).orElse(0);
    }

    @Override
    public Optional<Octets> get(StateKey key) {
        Optional<Octets> known = values.getIfPresent(key);
        return known != null ? known : load(key);
    }

    private Optional<Octets> load(StateKey key) {
        Optional<Octets> value = stored.get(key);
        if (value.isEmpty() || value.get().length() > MAX_LENGTH) {
            return value;
        }
        // Read again under the cache's lock of the key: a block may have been written since, and have forgotten it.
        return values.get(key, stored::get);
    }

    /// Called when a block is in the store, and before anybody is told of it.
    void changed(Set<StateKey> keys) {
        values.invalidateAll(keys);
    }
}
