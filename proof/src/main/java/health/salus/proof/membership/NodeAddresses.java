package health.salus.proof.membership;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.net.URI;
import java.util.Optional;

/// Where a node is reached, and where it listens. Port 0 lets the system choose one, which suits a trial only.
///
/// @param http what people and clients type. The node itself speaks plain HTTP: `https` means that a proxy is before it
/// @param httpHost where the node listens for them
/// @param peer where other members reach the node
/// @param gossip where their consensus engines reach its own; absent for a member on its own
/// @param bind the interface on which the node listens for members
public record NodeAddresses(
        URI http, HostAndPort httpHost, HostAndPort peer, Optional<HostAndPort> gossip, String bind) {

    private static final int HTTP_PORT = 80;
    private static final int PORT_BEHIND_PROXY = 8080;
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ANY = "0.0.0.0";

    /// `host:port`.
    public record HostAndPort(String host, int port) {

        private static final int MAX_PORT = 65_535;

        public HostAndPort {
            if (host.isBlank() || port < 0 || port > MAX_PORT) {
                throw malformed(host + ":" + port);
            }
        }

        public static HostAndPort parse(String text) {
            try {
                URI uri = URI.create("any://" + text);
                if (uri.getHost() != null && uri.getPort() >= 0) {
                    return new HostAndPort(uri.getHost(), uri.getPort());
                }
            } catch (IllegalArgumentException _) {
                // Refused below.
            }
            throw malformed(text);
        }

        private static SalusException malformed(String text) {
            return new SalusException(ErrorCode.MALFORMED, "'" + text + "' is not of the form host:port");
        }

        boolean isLoopback() {
            return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /// What follows from where the node is to be reached: a node that is reached on this machine only listens on this
    /// machine only, and so does one with a proxy before it.
    public static NodeAddresses reachedAt(URI http, HostAndPort peer, Optional<HostAndPort> gossip) {
        boolean https = "https".equals(http.getScheme());
        if (http.getHost() == null || !(https || "http".equals(http.getScheme()))) {
            throw new SalusException(ErrorCode.MALFORMED, http + " is not of the form http://host:port");
        }
        boolean loopback = https || new HostAndPort(http.getHost(), 0).isLoopback();
        int own = http.getPort() >= 0 ? http.getPort() : HTTP_PORT;
        HostAndPort listening = new HostAndPort(loopback ? LOOPBACK : ANY, https ? PORT_BEHIND_PROXY : own);
        boolean alone = peer.isLoopback() && gossip.stream().allMatch(HostAndPort::isLoopback);
        return new NodeAddresses(http, listening, peer, gossip, alone ? LOOPBACK : ANY);
    }
}
