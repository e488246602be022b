package health.salus.node;

import health.salus.consensus.Consensus;
import health.salus.consensus.hashgraph.GossipEndpoint;
import health.salus.consensus.hashgraph.HashgraphConfig;
import health.salus.consensus.hashgraph.HashgraphConsensus;
import health.salus.consensus.hashgraph.HashgraphMember;
import health.salus.consensus.hashgraph.HashgraphNetwork;
import health.salus.consensus.hashgraph.HashgraphSettings;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.node.config.NodeConfig;
import health.salus.node.keys.GossipKeys;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.PublicCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The engine for networks of members, from what the genesis says of them.
final class HashgraphEngine {

    private HashgraphEngine() {}

    static Consensus open(NodeConfig config, Genesis genesis, MemberId self) {
        List<HashgraphMember> members = new ArrayList<>();
        for (PublicCard card : genesis.members()) {
            // Numbered by their order in the genesis, which is the same file at all members.
            members.add(new HashgraphMember(
                    card.member(), members.size(), card.weight(), endpoint(card), card.gossipCertificate()));
        }
        boolean local = members.stream()
                        .map(member -> member.gossip().host())
                        .distinct()
                        .count()
                == 1;
        GossipEndpoint bind = new GossipEndpoint(
                config.consensus().gossipHost(), config.consensus().gossipPort());
        HashgraphConfig engine = new HashgraphConfig(
                config.data().resolve("consensus"),
                new HashgraphNetwork(genesis.network(), members),
                self,
                Optional.of(bind),
                local ? HashgraphSettings.LOCAL : HashgraphSettings.STANDARD);
        return new HashgraphConsensus(engine, GossipKeys.load(config.keys()));
    }

    private static GossipEndpoint endpoint(PublicCard card) {
        int colon = card.gossipAddress().lastIndexOf(':');
        if (colon < 0) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION, "the card of member " + card.member() + " names no gossip address");
        }
        String port = card.gossipAddress().substring(colon + 1);
        return new GossipEndpoint(card.gossipAddress().substring(0, colon), Integer.parseInt(port));
    }
}
