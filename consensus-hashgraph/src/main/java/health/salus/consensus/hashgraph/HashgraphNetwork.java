package health.salus.consensus.hashgraph;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import java.util.List;
import java.util.function.Function;

/// The members of a network in one epoch: the same list, in the same order, at each of them.
public record HashgraphNetwork(NetworkId network, List<HashgraphMember> members, EpochStart start) {

    /// Those that the network began with.
    public HashgraphNetwork(NetworkId network, List<HashgraphMember> members) {
        this(network, members, EpochStart.FIRST);
    }

    public HashgraphNetwork {
        members = List.copyOf(members);
        requireDistinct(members, HashgraphMember::member, "member id");
        requireDistinct(members, HashgraphMember::nodeId, "node id");
        requireDistinct(members, HashgraphMember::gossip, "gossip endpoint");
        requireDistinct(members, HashgraphMember::certificate, "certificate");
        for (HashgraphMember member : members) {
            // The engine recognises a peer by the name that its certificate bears: nobody may bear another's.
            HashgraphCertificate.of(member.certificate()).requireName(member.member());
        }
    }

    private static <T> void requireDistinct(
            List<HashgraphMember> members, Function<HashgraphMember, T> property, String name) {
        if (members.stream().map(property).distinct().count() != members.size()) {
            throw new SalusException(ErrorCode.CONFIGURATION, "two members of the network have the same " + name);
        }
    }

    HashgraphMember member(MemberId id) {
        return members.stream()
                .filter(member -> member.member().equals(id))
                .findFirst()
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_MEMBER, "no member " + id + " in " + network));
    }
}
