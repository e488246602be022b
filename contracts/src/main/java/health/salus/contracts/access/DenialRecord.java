package health.salus.contracts.access;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.time.Instant;
import java.util.Optional;

/// A refusal in the patient's list.
///
/// @param refused the transaction that was refused, when it came so far; it is about this patient only
/// @param transaction that recorded it; it may name other patients as well
public record DenialRecord(
        Optional<PrincipalId> actor,
        OrganisationId organisation,
        Optional<PurposeOfUse> purpose,
        ErrorCode code,
        Optional<Digest> refused,
        MemberId attestedBy,
        Instant time,
        long height,
        Digest transaction) {}
