package health.salus.contracts.records;

import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import health.salus.ledger.state.WorldState;
import java.util.List;
import java.util.Optional;

/// Which version of a resource is current, and where each earlier one lies.
public record ResourceVersions(StateReader state) {

    private static final String EARLIER = "records/resource-version";

    public static ResourceVersions of(StateReader state) {
        return new ResourceVersions(state);
    }

    /// The current version, which may be a deletion; empty for a resource that the network never saw.
    public Optional<ResourceVersion> current(ResourceKey key) {
        return ResourcePages.find(state, key);
    }

    public Optional<ResourceVersion> at(ResourceKey key, long version) {
        Optional<ResourceVersion> current = current(key);
        return current.filter(found -> found.version() == version)
                .or(() -> state.get(earlierKey(key, version)).map(ResourceVersion::decode));
    }

    /// What a change makes of a resource; `index` is its place in the command.
    @FunctionalInterface
    interface Step {
        ResourceVersion after(ResourceChange change, int index, Optional<ResourceVersion> before);
    }

    /// Replaces the current versions by what the changes make of them.
    static void replace(WorldState state, List<ResourceChange> changes, Step step) {
        new ResourcePages(state).change(changes, (change, index, before) -> {
            ResourceVersion after = step.after(change, index, before);
            // A creation writes one value; only a change of what exists moves the version before it aside.
            before.ifPresent(earlier -> state.put(earlierKey(change.key(), earlier.version()), earlier.encode()));
            return after;
        });
    }

    private static StateKey earlierKey(ResourceKey key, long version) {
        return key.stateKey(EARLIER, Long.toString(version));
    }
}
