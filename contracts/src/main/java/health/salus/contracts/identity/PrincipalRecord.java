package health.salus.contracts.identity;

import health.salus.kernel.KeyId;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.util.List;
import java.util.Optional;

/// Anyone or anything that acts.
///
/// @param organisation whom it works for; for patients and guardians, who registered it and vouches for its tokens
/// @param speaksFor the member whose service this is; set at the genesis, and when a member is admitted
/// @param keys every key that it ever had
public record PrincipalRecord(
        PrincipalId id,
        PrincipalKind kind,
        OrganisationId organisation,
        Optional<MemberId> speaksFor,
        List<KeyId> keys) {

    public PrincipalRecord {
        keys = List.copyOf(keys);
    }
}
