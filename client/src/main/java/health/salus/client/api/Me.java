package health.salus.client.api;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import java.util.List;
import java.util.Optional;

/// Who the caller is, after its token.
///
/// @param kind `practitioner`, `patient`, `guardian`, `staff`, `device` or `service`
/// @param subject the pseudonym of a patient that has signed in
public record Me(
        PrincipalId principal,
        String kind,
        OrganisationId organisation,
        Optional<SubjectId> subject,
        List<RegisteredKey> keys) {}
