package health.salus.fhir.rest;

import java.util.Optional;

/// How the interface presents itself.
///
/// @param base its address as clients see it, such as `https://node.example/fhir`; taken from each request where it is
///     left out
/// @param version the software's
/// @param authorization where tokens come from
public record FhirSettings(Optional<String> base, String version, Optional<Authorization> authorization) {
    /// The endpoints of the authorization server.
    public record Authorization(String authorizeUri, String tokenUri) {}
}
