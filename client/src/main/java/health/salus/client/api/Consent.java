package health.salus.client.api;

import health.salus.client.command.Provision;
import health.salus.kernel.Digest;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.Optional;

/// A consent as the ledger has it. A draft of a further version leaves the one in force alone until it is signed.
///
/// @param consent the id of the FHIR Consent
/// @param latest the highest version that there was
public record Consent(
        String consent,
        SubjectId subject,
        long latest,
        Optional<Version> inForce,
        Optional<Version> draft,
        Optional<Instant> withdrawn) {

    /// One version of a consent.
    ///
    /// @param evidence `signed` or `paper`
    /// @param transaction that put it there, for its receipt
    public record Version(
            long version,
            Provision root,
            String evidence,
            PrincipalId givenBy,
            OrganisationId organisation,
            Instant given,
            Digest transaction) {}
}
