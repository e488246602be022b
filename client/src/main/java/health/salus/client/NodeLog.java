package health.salus.client;

import health.salus.client.log.LogSource;
import health.salus.kernel.Octets;
import health.salus.proof.tiles.LogFile;

/// A node's log over HTTP, below `/log` (docs/design/log.md).
final class NodeLog implements LogSource {

    private static final String PREFIX = "/log/";

    private final Transport transport;

    NodeLog(Transport transport) {
        this.transport = transport;
    }

    @Override
    public Octets checkpoint() {
        return transport.send(Request.get(PREFIX + "checkpoint", "text/plain")).body();
    }

    @Override
    public Octets content(LogFile file) {
        return transport
                .send(Request.get(PREFIX + file.path(), "application/octet-stream"))
                .body();
    }
}
