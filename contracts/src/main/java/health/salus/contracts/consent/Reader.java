package health.salus.contracts.consent;

import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;

/// Who wants to read, for which organisation, and why.
public record Reader(PrincipalId principal, PrincipalKind kind, OrganisationId organisation, PurposeOfUse purpose) {}
