package health.salus.client;

import health.salus.client.log.LogSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.tiles.LogFile;
import java.util.Optional;

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
    public Optional<Octets> members() {
        try {
            return Optional.of(transport
                    .send(Request.get(PREFIX + "members", "text/plain"))
                    .body());
        } catch (SalusException none) {
            if (none.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw none;
        }
    }

    @Override
    public Octets witnessed() {
        return transport.send(Request.get(PREFIX + "witnessed", "text/plain")).body();
    }

    @Override
    public Octets content(LogFile file) {
        return transport
                .send(Request.get(PREFIX + file.path(), "application/octet-stream"))
                .body();
    }
}
