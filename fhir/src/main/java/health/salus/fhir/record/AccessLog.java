package health.salus.fhir.record;

import health.salus.fhir.audit.AccessEvent;
import health.salus.kernel.SubjectId;
import java.util.List;
import java.util.Optional;

/// What happened to records, as the ledger has it: for the patient and guardians all of it, for others what their
/// organisation did, unless the patient says otherwise.
public interface AccessLog {
    /// How many events a search goes through: what a patient's record sees in years.
    int MAX_EVENTS = 10_000;

    /// The events that the caller may see, newest first.
    ///
    /// @param patient the Patient's id, where the caller named one
    /// @throws health.salus.kernel.SalusException the refusal, where the caller may see nothing of the patient at
    /// all;
    ///     `LIMIT_EXCEEDED` where there are more than [#MAX_EVENTS]
    List<AccessEvent> events(Caller caller, SubjectId subject, Optional<String> patient, TimeWindow window);

    /// The event of an id, where the caller may see it.
    Optional<AccessEvent> find(Caller caller, String id);
}
