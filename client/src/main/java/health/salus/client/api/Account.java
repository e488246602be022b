package health.salus.client.api;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import java.util.Optional;

/// Somebody who signs in at the node's portal.
///
/// @param role `PATIENT`, `CLINICIAN`, `STAFF` or `ADMINISTRATOR`
/// @param subject the own record's pseudonym, for patients
public record Account(
        String username,
        String displayName,
        PrincipalId principal,
        OrganisationId organisation,
        String role,
        Optional<SubjectId> subject,
        boolean closed) {}
