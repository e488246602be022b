package health.salus.ledger.state;

import health.salus.kernel.CborWriter;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;

/// Where a value lies in the state: 32 bytes that say nothing about what they stand for.
public record StateKey(Digest digest) implements Comparable<StateKey> {

    /// A key spread evenly over the tree.
    public static StateKey of(String space, String... parts) {
        return new StateKey(hash(space, parts));
    }

    /// A key beside all others of the same locality.
    public static StateKey near(Locality locality, String space, String... parts) {
        Octets hash = hash(space, parts).octets();
        return new StateKey(
                new Digest(Octets.concat(locality.tag(), hash.slice(Locality.LENGTH_BYTES, Digest.LENGTH_BYTES))));
    }

    /// CBOR separates the parts, so that no two lists of parts are hashed alike.
    private static Digest hash(String space, String... parts) {
        CborWriter writer = new CborWriter().array(parts.length + 1).text(space);
        for (String part : parts) {
            writer.text(part);
        }
        return Digest.sha256(writer.toOctets());
    }

    @Override
    public int compareTo(StateKey other) {
        return digest.compareTo(other.digest);
    }
}
