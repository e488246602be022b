package health.salus.node;

import health.salus.consensus.Consensus;
import health.salus.consensus.hashgraph.EpochStart;
import health.salus.consensus.hashgraph.GossipEndpoint;
import health.salus.consensus.hashgraph.HashgraphConfig;
import health.salus.consensus.hashgraph.HashgraphConsensus;
import health.salus.consensus.hashgraph.HashgraphMember;
import health.salus.consensus.hashgraph.HashgraphNetwork;
import health.salus.consensus.hashgraph.HashgraphSettings;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.node.config.NodeConfig;
import health.salus.node.keys.GossipKeys;
import health.salus.node.replica.RosterEpoch;
import health.salus.proof.membership.PublicCard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The engine for networks of members, from what the genesis says of them.
final class HashgraphEngine {

    private HashgraphEngine() {}

    /// So many numbers has each epoch for its members: a member of another epoch is another creator to the engine, so
    /// that no event of that one counts in this.
    private static final long NUMBERS_AN_EPOCH = 1_000;

    static Consensus open(NodeConfig config, Path directory, NetworkId network, MemberId self, RosterEpoch epoch) {
        List<HashgraphMember> members = new ArrayList<>();
        for (PublicCard card : epoch.cards()) {
            // Numbered by the order of their ids, which is the same at all members.
            members.add(new HashgraphMember(
                    card.member(),
                    epoch.number() * NUMBERS_AN_EPOCH + members.size(),
                    card.weight(),
                    endpoint(card),
                    card.gossipCertificate()));
        }
        boolean local = members.stream()
                        .map(member -> member.gossip().host())
                        .distinct()
                        .count()
                == 1;
        GossipEndpoint bind = new GossipEndpoint(
                config.consensus().gossipHost(), config.consensus().gossipPort());
        HashgraphConfig engine = new HashgraphConfig(
                directory,
                new HashgraphNetwork(network, members, new EpochStart(epoch.number(), epoch.after(), epoch.time())),
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
