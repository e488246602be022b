package health.salus.client.api;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.util.List;

/// Somebody whom an organisation registered, with every key that was ever registered.
///
/// @param kind `practitioner`, `patient`, `guardian`, `staff`, `device` or `service`
public record Principal(PrincipalId principal, String kind, OrganisationId organisation, List<RegisteredKey> keys) {}
