package health.salus.consensus.hashgraph;

import com.hedera.hapi.node.base.ServiceEndpoint;
import com.hedera.hapi.node.state.roster.Roster;
import com.hedera.hapi.node.state.roster.RosterEntry;
import com.hedera.pbj.runtime.io.buffer.Bytes;
import java.util.Comparator;
import java.util.List;

/// The network's members in the engine's terms.
final class Rosters {

    private Rosters() {}

    static Roster of(HashgraphNetwork network) {
        return new Roster(network.members().stream()
                .sorted(Comparator.comparingLong(HashgraphMember::nodeId))
                .map(Rosters::entry)
                .toList());
    }

    private static RosterEntry entry(HashgraphMember member) {
        return RosterEntry.newBuilder()
                .nodeId(member.nodeId())
                .weight(member.weight())
                .gossipCaCertificate(Bytes.wrap(member.certificate().toArray()))
                .gossipEndpoint(List.of(ServiceEndpoint.newBuilder()
                        .domainName(member.gossip().host())
                        .port(member.gossip().port())
                        .build()))
                .build();
    }
}
