package health.salus.fhir.audit;

import java.time.Instant;
import java.util.Optional;

/// Something that happened to a record, or was refused.
///
/// @param id the logical id of the AuditEvent: always the same for the same event
/// @param time when, by the clock of the node that saw it
/// @param client the program that asked; empty where it is not kept
/// @param server the node that answered
public record AccessEvent(
        String id,
        Instant time,
        Activity activity,
        Outcome outcome,
        Actor actor,
        Shown shown,
        Optional<Endpoint> client,
        Endpoint server,
        Trace trace) {
    boolean succeeded() {
        return outcome instanceof Outcome.Success;
    }
}
