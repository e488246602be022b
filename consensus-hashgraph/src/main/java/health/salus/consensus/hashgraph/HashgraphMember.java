package health.salus.consensus.hashgraph;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;

/// A member as its public card and the genesis present it.
///
/// @param nodeId its number in this network, given by the genesis and never given again
/// @param weight its share of the vote
/// @param gossip where the other members reach it
/// @param certificate the X.509 certificate (DER) of its signing key, self-signed, made by [HashgraphKeys]
public record HashgraphMember(MemberId member, long nodeId, long weight, GossipEndpoint gossip, Octets certificate) {

    public HashgraphMember {
        if (nodeId < 0) {
            throw new SalusException(ErrorCode.CONFIGURATION, "member " + member + ": nodeId is negative");
        }
        if (weight < 0) {
            throw new SalusException(ErrorCode.CONFIGURATION, "member " + member + ": weight is negative");
        }
    }
}
