package health.salus.client.api;

import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import java.util.List;

/// The members of the network, as this node sees them. It is no trust anchor: pin one that you got another way.
///
/// @param memberSet the digest of the member set, as block headers have it
/// @param contracts in the order of their names
public record NetworkMembers(
        NetworkId network, Digest memberSet, List<NetworkMember> members, List<ContractVersions> contracts) {}
