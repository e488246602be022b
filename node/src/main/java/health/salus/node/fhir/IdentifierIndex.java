package health.salus.node.fhir;

import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersions;
import health.salus.contracts.records.SegmentRecord;
import health.salus.contracts.records.Segments;
import health.salus.crypto.Hmac;
import health.salus.crypto.Secret;
import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.record.ResourceId;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.ledger.state.StateReader;
import health.salus.node.local.LocalStore;
import health.salus.node.local.LocalStore.Space;
import health.salus.platform.network.Network;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The identifiers that this node wrote, as keyed hashes in a store that can be erased.
///
/// An entry names the transaction that was to write its resource, and holds only while that transaction made the
/// resource's current version: neither a refused write nor an identifier that a later version left out matches.
final class IdentifierIndex {

    /// More than any condition can use: it needs exactly one.
    static final int MAX_MATCHES = 100;

    private static final int TOKEN_BYTES = 32;
    private static final Octets END = Octets.of((byte) 0);

    private final Network network;
    private final LocalStore store;
    private final Secret networkKey;

    /// @param resource that carries the identifier
    /// @param transaction that wrote it
    record Entry(ResourceId resource, Digest transaction) {

        /// The segment in which the current version of the resource lies, if the entry still holds.
        Optional<SegmentRecord> current(StateReader state) {
            return ResourceVersions.of(state)
                    .current(ResourceKey.of(resource.type(), resource.id()))
                    .filter(version -> !version.deleted())
                    .flatMap(version -> Segments.of(state).find(version.segment()))
                    .filter(segment -> segment.transaction().equals(transaction));
        }
    }

    /// @param networkKey keeps networks apart; no secret, so whoever has it can test a guess (docs/decisions/0014)
    IdentifierIndex(Network network, LocalStore store, Secret networkKey) {
        this.network = network;
        this.store = store;
        this.networkKey = networkKey;
    }

    /// The keys of a resource's entries: under the value with its system and without, since a search may leave the
    /// system out.
    List<Octets> keys(IdentifierToken identifier, ResourceId resource, Digest transaction) {
        return prefixes(identifier, resource).stream()
                .map(prefix -> Octets.concat(prefix, transaction.octets()))
                .toList();
    }

    /// Makes all entries at once.
    void add(Collection<Octets> keys) {
        store.write(keys.stream()
                .map(key -> LocalStore.Change.put(Space.IDENTIFIERS, key, Octets.EMPTY))
                .toList());
    }

    /// The keys of all entries of a resource under an identifier, of whichever transaction.
    List<Octets> entries(IdentifierToken identifier, ResourceId resource) {
        List<Octets> found = new ArrayList<>();
        for (Octets prefix : prefixes(identifier, resource)) {
            store.forEachFrom(Space.IDENTIFIERS, prefix, (key, _) -> startsWith(key, prefix) && found.add(key));
        }
        return found;
    }

    void remove(Collection<Octets> keys) {
        store.remove(Space.IDENTIFIERS, keys);
    }

    private List<Octets> prefixes(IdentifierToken identifier, ResourceId resource) {
        IdentifierToken anySystem = new IdentifierToken(Optional.empty(), identifier.value());
        return List.of(identifier, anySystem).stream()
                .map(each -> Octets.concat(token(resource.type(), each), Octets.utf8(resource.toString()), END))
                .distinct()
                .toList();
    }

    /// The bucket of a condition (docs/decisions/0014): sixteen bits of a keyed hash, which many identifiers share.
    int bucket(String criteria) {
        Octets token = token(criteria);
        return ((token.at(0) & 0xff) << 8) | (token.at(1) & 0xff);
    }

    Octets token(String type, IdentifierToken identifier) {
        return token(type + "\0" + identifier);
    }

    private Octets token(String criteria) {
        return Hmac.sha256(networkKey, Octets.utf8(criteria)).octets();
    }

    /// What this node wrote under a token and what still holds, and besides what it cannot tell yet: whoever asks may
    /// have executed more of the ledger.
    List<Entry> candidates(Octets token) {
        StateReader state = network.state();
        Set<Entry> current = new LinkedHashSet<>();
        Set<Entry> undecided = new LinkedHashSet<>();
        store.forEachFrom(Space.IDENTIFIERS, token, (key, _) -> {
            if (!startsWith(key, token)) {
                return false;
            }
            entry(key).ifPresent(entry -> {
                if (entry.current(state).isPresent()) {
                    current.add(entry);
                } else if (undecided.size() < MAX_MATCHES
                        && network.find(entry.transaction()).isEmpty()) {
                    undecided.add(entry);
                }
            });
            return current.size() < MAX_MATCHES;
        });
        current.addAll(undecided);
        return List.copyOf(current);
    }

    private static boolean startsWith(Octets key, Octets prefix) {
        return key.length() >= prefix.length() && key.slice(0, prefix.length()).equals(prefix);
    }

    private static Optional<Entry> entry(Octets key) {
        int end = key.length() - Digest.LENGTH_BYTES - 1;
        if (end <= TOKEN_BYTES || key.at(end) != 0) {
            return Optional.empty();
        }
        Digest transaction = new Digest(key.slice(end + 1, key.length()));
        return resourceId(key.slice(TOKEN_BYTES, end).toUtf8()).map(resource -> new Entry(resource, transaction));
    }

    /// Empty for what is no `Type/id`.
    static Optional<ResourceId> resourceId(String text) {
        int slash = text.indexOf('/');
        return slash < 1 || slash == text.length() - 1
                ? Optional.empty()
                : Optional.of(new ResourceId(text.substring(0, slash), text.substring(slash + 1)));
    }
}
