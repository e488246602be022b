package health.salus.contracts.access;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.time.Instant;
import java.util.Optional;

/// A refusal in the patient's list.
public record DenialRecord(
        Optional<PrincipalId> actor,
        OrganisationId organisation,
        Optional<PurposeOfUse> purpose,
        ErrorCode code,
        MemberId attestedBy,
        Instant time,
        long height) {}
