package health.salus.fhir.audit;

import health.salus.kernel.MemberId;
import health.salus.kernel.SessionId;
import java.util.Optional;

/// By what an event is found again on the ledger, and whose word it is.
///
/// @param attestedBy the member whose node says so
/// @param transaction the id of the ledger's transaction, by which its receipt is asked for
/// @param irregularity what makes the entry remarkable in itself
public record Trace(
        MemberId attestedBy, Optional<SessionId> session, Optional<String> transaction, Irregularity irregularity) {
    /// The same, under a session.
    public Trace in(SessionId opened) {
        return new Trace(attestedBy, Optional.of(opened), transaction, irregularity);
    }

    /// How a disclosure came onto the ledger.
    public enum Irregularity {
        NONE,
        /// read in downtime and recorded later
        DEFERRED,
        /// shown before its session was open or after it had ended
        OUTSIDE_SESSION
    }
}
