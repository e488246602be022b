package health.salus.client.api;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.util.List;
import java.util.Optional;

/// A program to be registered: with a principal it is a service, else people use it.
///
/// @param jwks its public keys, a JWK Set (RFC 7517)
/// @param jwksUrl where it publishes them
/// @param purposes which purposes of use a service may state
public record Application(
        String clientId,
        String name,
        List<String> scopes,
        List<String> redirectUris,
        Optional<String> jwks,
        Optional<String> jwksUrl,
        Optional<PrincipalId> principal,
        Optional<OrganisationId> organisation,
        List<String> purposes) {}
