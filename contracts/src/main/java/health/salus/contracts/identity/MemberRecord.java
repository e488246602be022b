package health.salus.contracts.identity;

import health.salus.contracts.rules.Require;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.proof.CheckpointKeys;

/// A member of the network, as its state knows it.
///
/// @param organisation the member's own organisation
/// @param principal the service principal whose keys sign the member's transactions
/// @param weight its votes
/// @param checkpointKeys cosign checkpoints
/// @param custodianKey acknowledges pieces
public record MemberRecord(
        MemberId id,
        OrganisationId organisation,
        PrincipalId principal,
        long weight,
        CheckpointKeys checkpointKeys,
        VerificationKey custodianKey) {

    public MemberRecord {
        Require.that(weight >= 1, ErrorCode.MALFORMED, "a member's weight is at least 1");
    }
}
