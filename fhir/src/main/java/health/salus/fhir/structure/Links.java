package health.salus.fhir.structure;

import java.util.Set;

/// Which addresses in elements of type uri, url, oid and uuid are worth noting: those that a transaction could
/// rewrite. Nearly every coding names its system by a uri, so noting them all would cost more than the check itself.
public record Links(Set<String> addresses) {
    /// `urn:uuid:` and `urn:oid:` addresses only, which is how nearly every Bundle names its entries.
    public static final Links URNS = new Links(Set.of());

    public Links {
        addresses = Set.copyOf(addresses);
    }

    boolean more() {
        return !addresses.isEmpty();
    }

    boolean wants(String uri) {
        return uri.startsWith("urn:uuid:") || uri.startsWith("urn:oid:") || addresses.contains(uri);
    }
}
