package health.salus.contracts.identity;

import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import java.util.List;

/// The network itself: who its members are and what they agreed on.
public record Network(NetworkId id, List<MemberId> members, NetworkLimits limits) {

    public Network {
        members = List.copyOf(members);
    }
}
