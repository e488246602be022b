package health.salus.consensus.hashgraph;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import java.nio.file.Path;
import java.util.Optional;

/// What the engine of one member needs to know.
///
/// @param directory of the engine alone; made if it is missing
/// @param self which of the network's members this is
/// @param bind the address to listen on, if it is another than the advertised one, as behind a translating router
public record HashgraphConfig(
        Path directory,
        HashgraphNetwork network,
        MemberId self,
        Optional<GossipEndpoint> bind,
        HashgraphSettings settings) {

    public HashgraphConfig {
        if (network.members().stream().noneMatch(member -> member.member().equals(self))) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION, "member " + self + " is not a member of " + network.network());
        }
    }

    HashgraphMember selfMember() {
        return network.member(self);
    }
}
