package health.salus.consensus.hashgraph;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.regex.Pattern;

/// Where a member's engine listens for the engines of the others.
///
/// @param host an IP address or a host name
public record GossipEndpoint(String host, int port) {

    private static final int MAX_PORT = 65_535;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]{1,253}");

    public GossipEndpoint {
        if (!HOST.matcher(host).matches()) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION, "consensus.hashgraph: a gossip host is neither a name nor an address");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION, "consensus.hashgraph: gossip port " + port + " is not from 1 to 65535");
        }
    }
}
