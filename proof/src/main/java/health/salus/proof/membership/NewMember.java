package health.salus.proof.membership;

import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;

/// A member to be: who it is, what its vote weighs, and where its node will be.
///
/// @param organisation the organisation that runs the node
/// @param displayName the organisation's name, as people know it
public record NewMember(
        MemberId member, OrganisationId organisation, String displayName, long weight, NodeAddresses addresses) {}
