package health.salus.contracts.records;

import health.salus.contracts.rules.Require;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.ledger.state.Locality;
import health.salus.ledger.state.StateKey;
import java.util.Optional;

/// The name of a resource on the ledger: 32 bytes that follow from its type and id, so that both together are unique
/// in the whole network.
///
/// An id that a node assigned begins with its patient's locality (`<16 hex>-<32 hex>`), and so does its key: a
/// patient's resources lie together in the state.
public record ResourceKey(Octets octets) implements Comparable<ResourceKey> {

    public static final int LENGTH_BYTES = 32;

    private static final int TAG_CHARACTERS = 2 * Locality.LENGTH_BYTES;
    private static final int ASSIGNED_CHARACTERS = TAG_CHARACTERS + 1 + 32;

    /// The domain of the hash, ended by a zero byte as between the type and the id: neither can hold one.
    private static final Octets DOMAIN = Octets.utf8("resource\0");

    private static final Octets SEPARATOR = Octets.of((byte) 0);

    public ResourceKey {
        Require.that(octets.length() == LENGTH_BYTES, ErrorCode.MALFORMED, "a resource key has 32 bytes");
    }

    /// @param type the FHIR resource type
    /// @param id the FHIR logical id
    public static ResourceKey of(String type, String id) {
        Octets hash = Digest.sha256(DOMAIN, Octets.utf8(type), SEPARATOR, Octets.utf8(id))
                .octets();
        return new ResourceKey(assignedTag(id)
                .map(tag -> Octets.concat(tag, hash.slice(Locality.LENGTH_BYTES, LENGTH_BYTES)))
                .orElse(hash));
    }

    /// The locality in an id that a node assigned; empty for an id of any other form.
    private static Optional<Octets> assignedTag(String id) {
        if (id.length() != ASSIGNED_CHARACTERS || id.charAt(TAG_CHARACTERS) != '-') {
            return Optional.empty();
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            if (!hex && i != TAG_CHARACTERS) {
                return Optional.empty();
            }
        }
        return Optional.of(Octets.ofHex(id.substring(0, TAG_CHARACTERS)));
    }

    /// Hashed once more under the table's name: the key comes from whoever writes, and must not be able to name
    /// another table's value.
    StateKey stateKey(String space, String... parts) {
        String[] path = new String[parts.length + 1];
        path[0] = octets.hex();
        System.arraycopy(parts, 0, path, 1, parts.length);
        return StateKey.near(new Locality(octets.slice(0, Locality.LENGTH_BYTES)), space, path);
    }

    @Override
    public int compareTo(ResourceKey other) {
        return octets.compareTo(other.octets);
    }
}
