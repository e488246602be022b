package health.salus.fhir.audit;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.util.Optional;

/// Who acted, for which organisation, and why.
///
/// @param principal empty where nobody knows, as for a token that was refused
/// @param emergency whether the glass was broken
public record Actor(
        Optional<PrincipalId> principal,
        OrganisationId organisation,
        Optional<PurposeOfUse> purpose,
        boolean emergency) {}
