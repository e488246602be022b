package health.salus.contracts.records;

import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import health.salus.ledger.state.WorldState;
import java.util.Optional;
import java.util.function.Function;

/// Which version of a resource is current, and where each earlier one lies.
public record ResourceVersions(StateReader state) {

    private static final String CURRENT = "records/resource";
    private static final String EARLIER = "records/resource-version";

    public static ResourceVersions of(StateReader state) {
        return new ResourceVersions(state);
    }

    /// The current version, which may be a deletion; empty for a resource that the network never saw.
    public Optional<ResourceVersion> current(ResourceKey key) {
        return current(currentKey(key));
    }

    private Optional<ResourceVersion> current(StateKey place) {
        return state.get(place).map(ResourceVersion::decode);
    }

    public Optional<ResourceVersion> at(ResourceKey key, long version) {
        Optional<ResourceVersion> current = current(key);
        return current.filter(found -> found.version() == version)
                .or(() -> state.get(earlierKey(key, version)).map(ResourceVersion::decode));
    }

    /// Where a proof about the current version is asked for.
    public static StateKey currentKey(ResourceKey key) {
        return key.stateKey(CURRENT);
    }

    /// Replaces the current version by what `next` makes of it. Every member does so for every resource written, so the
    /// place is found once.
    static void replace(WorldState state, ResourceKey key, Function<Optional<ResourceVersion>, ResourceVersion> next) {
        StateKey place = currentKey(key);
        Optional<ResourceVersion> before = of(state).current(place);
        ResourceVersion after = next.apply(before);
        // A creation writes one value; only a change of what exists moves the version before it aside.
        before.ifPresent(earlier -> state.put(earlierKey(key, earlier.version()), earlier.encode()));
        state.put(place, after.encode());
    }

    private static StateKey earlierKey(ResourceKey key, long version) {
        return key.stateKey(EARLIER, Long.toString(version));
    }
}
