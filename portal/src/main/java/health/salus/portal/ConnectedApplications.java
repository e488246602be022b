package health.salus.portal;

import java.time.Instant;
import java.util.List;

/// The applications that a person allowed to act for them.
public interface ConnectedApplications {

    /// Those that can still get a token, newest first.
    List<Connection> of(Account account);

    /// Ends a connection of this person; access that was given ends within minutes.
    void end(Account account, String id);

    /// An application with what it was allowed.
    record Connection(String id, String application, Instant since) {}
}
