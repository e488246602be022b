package health.salus.fhir.party;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;

/// Whom a resource speaks of.
public sealed interface Party {
    /// One person, device or service.
    record Principal(PrincipalId id) implements Party {}

    /// Everybody who works for an organisation.
    record Organisation(OrganisationId id) implements Party {}
}
