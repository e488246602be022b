package health.salus.portal.world;

import health.salus.portal.Account;
import health.salus.portal.ConnectedApplications;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// One application that everybody has connected, until they end it.
final class Connections implements ConnectedApplications {

    private final List<Connection> connections = new CopyOnWriteArrayList<>(
            List.of(new Connection("connection-1", "Glucose diary", Instant.parse("2026-08-01T10:00:00Z"))));

    @Override
    public List<Connection> of(Account account) {
        return List.copyOf(connections);
    }

    @Override
    public void end(Account account, String id) {
        connections.removeIf(connection -> connection.id().equals(id));
    }
}
