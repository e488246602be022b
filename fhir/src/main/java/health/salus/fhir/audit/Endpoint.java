package health.salus.fhir.audit;

/// A program at one end of a request.
///
/// @param name what it is registered as
/// @param address an IP address, or the URI that it is known by
public record Endpoint(String name, String address) {
    /// R4 valueset-network-type: 5 for a URL, 2 for an IP address.
    String networkType() {
        return address.contains("://") || address.startsWith("urn:") ? "5" : "2";
    }
}
