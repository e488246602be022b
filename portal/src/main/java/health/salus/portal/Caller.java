package health.salus.portal;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import java.util.Optional;

/// Who asks, for whom they act and why, as established by a bearer token or by a signed-in browser session.
///
/// @param patient the one patient this caller is confined to: a patient's own pseudonym, or the launch context of a
///     token; empty when the caller is not confined
public record Caller(
        PrincipalId principal,
        OrganisationId organisation,
        Role role,
        Optional<PurposeOfUse> purpose,
        Optional<SubjectId> patient,
        Evidence evidence) {

    /// What the ledger records about how the caller was authenticated: the issuer, and the hash of the token or of the
    /// browser session's secret. The token itself is never kept.
    public record Evidence(String issuer, Digest tokenHash) {}

    public Caller withPurpose(PurposeOfUse chosen) {
        return new Caller(principal, organisation, role, Optional.of(chosen), patient, evidence);
    }

    /// True when nothing confines this caller to a patient other than `subject`.
    public boolean mayConcern(SubjectId subject) {
        return patient.map(subject::equals).orElse(true);
    }

    /// Refuses a caller that is confined to another patient than `subject`.
    public Caller concerning(SubjectId subject) {
        if (!mayConcern(subject)) {
            throw new SalusException(
                    ErrorCode.TOKEN_FOR_ANOTHER_PATIENT, "the patient context is not the patient of this record");
        }
        return this;
    }
}
