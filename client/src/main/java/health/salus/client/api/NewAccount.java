package health.salus.client.api;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import java.util.Optional;

/// An account to be opened.
///
/// @param role as in [Account]
public record NewAccount(
        String username,
        String displayName,
        PrincipalId principal,
        OrganisationId organisation,
        String role,
        Optional<SubjectId> subject) {}
