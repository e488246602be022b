package health.salus.contracts.records;

import health.salus.contracts.rules.Require;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;

/// Where a resource lies among those of its locality: a hash of its key, so that nobody who chooses keys chooses
/// places,
/// and all pages fill evenly.
record ResourcePlace(Octets octets) implements Comparable<ResourcePlace> {

    static final int LENGTH_BYTES = 24;

    private static final Octets DOMAIN = Octets.utf8("resource-place\0");

    ResourcePlace {
        Require.that(octets.length() == LENGTH_BYTES, ErrorCode.MALFORMED, "a resource's place has 24 bytes");
    }

    static ResourcePlace of(ResourceKey key) {
        return new ResourcePlace(Digest.sha256(DOMAIN, key.octets()).octets().slice(0, LENGTH_BYTES));
    }

    @Override
    public int compareTo(ResourcePlace other) {
        return octets.compareTo(other.octets);
    }
}
