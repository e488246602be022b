package health.salus.contracts.records;

import health.salus.contracts.rules.Require;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.ledger.state.Locality;
import health.salus.ledger.state.StateKey;

/// The name of a resource on the ledger: 32 bytes that follow from its type and id, so that both together are unique
/// in the whole network.
///
/// An id that a node assigned begins with its patient's locality (`<16 hex>-<32 hex>`), and so does its key: a
/// patient's resources lie together in the state.
public record ResourceKey(Octets octets) implements Comparable<ResourceKey> {

    public static final int LENGTH_BYTES = 32;

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
        return new ResourceKey(Locality.in(id)
                .map(near -> Octets.concat(near.tag(), hash.slice(Locality.LENGTH_BYTES, LENGTH_BYTES)))
                .orElse(hash));
    }

    /// Where the resource and those beside it are kept.
    Locality locality() {
        return new Locality(octets.slice(0, Locality.LENGTH_BYTES));
    }

    /// Hashed once more under the table's name: the key comes from whoever writes, and must not be able to name
    /// another table's value.
    StateKey stateKey(String space, String part) {
        return StateKey.near(locality(), space, octets.hex(), part);
    }

    @Override
    public int compareTo(ResourceKey other) {
        return octets.compareTo(other.octets);
    }
}
