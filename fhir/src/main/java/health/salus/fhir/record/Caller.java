package health.salus.fhir.record;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.kernel.Digest;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import java.util.Optional;

/// Who sends a request, for which organisation, and why, as a bearer token established it.
///
/// @param emergency the reason code with which the caller breaks the glass
/// @param patient the one patient that the token is confined to
/// @param scopes what the token lets its bearer ask for
public record Caller(
        PrincipalId principal,
        OrganisationId organisation,
        PurposeOfUse purpose,
        Optional<String> emergency,
        Optional<SubjectId> patient,
        Scopes scopes,
        Token token) {
    /// What the ledger keeps of the token (member-asserted attestation): never the token itself.
    public record Token(String issuer, Digest hash) {}
}
