package health.salus.client.api;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;

/// A member, the weight of its vote, and the keys that sign its checkpoints.
///
/// @param checkpointKey the 32 bytes of an Ed25519 key
/// @param checkpointMlDsaKey the 1312 bytes of an ML-DSA-44 key
/// @param reachable whether this node hears from it
public record NetworkMember(
        MemberId member,
        OrganisationId organisation,
        String name,
        long weight,
        Octets checkpointKey,
        Octets checkpointMlDsaKey,
        boolean reachable) {}
