package health.salus.contracts.consent;

import health.salus.kernel.Digest;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.time.Instant;

/// One version of a consent.
///
/// @param givenBy who signed, or as a draft who is said to have asked for it
/// @param organisation that of `givenBy`: for paper, who attests it
/// @param transaction that gave or drafted it: its receipt proves what was agreed to
public record ConsentVersion(
        long version,
        Provision root,
        Evidence evidence,
        PrincipalId givenBy,
        OrganisationId organisation,
        Instant givenAt,
        Digest transaction) {}
