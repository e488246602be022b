package health.salus.fhir.audit;

/// A program at one end of a request.
///
/// @param name what it is registered as
/// @param address an IP address, or the URL that it answers at
public record Endpoint(String name, String address) {
    /// R4 valueset-network-type: 5 for a URL, 2 for an IP address.
    String networkType() {
        return address.contains("://") ? "5" : "2";
    }
}
