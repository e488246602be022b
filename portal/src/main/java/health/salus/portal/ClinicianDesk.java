package health.salus.portal;

import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Finds patients and opens their records under a purpose.
public interface ClinicianDesk {

    /// Bounds a list of found patients: more than these calls for a better search.
    int MAX_HITS = 20;

    /// Patients of the caller's own organisation by the beginnings of their names, or any patient of the network by the
    /// exact identifier; at most [#MAX_HITS]. Who is not of the own organisation has no name until the record was
    /// opened.
    List<Patient> find(Caller caller, String text);

    /// A patient of the caller's own organisation, or one that this caller found a short while ago.
    Optional<Patient> patient(Caller caller, SubjectId subject);

    /// Opens an access session for the caller.
    ///
    /// @param caller with the purpose that was chosen
    /// @param reason why it cannot wait; needed for, and only for, emergency treatment
    Opening open(Caller caller, SubjectId subject, Optional<String> reason);

    /// What tells one patient from another at the desk.
    ///
    /// @param name empty when the caller may not know it yet
    record Patient(SubjectId subject, String name, Optional<LocalDate> born, String identifier) {}

    /// Whether the record was opened.
    sealed interface Opening {
        record Opened(Instant until) implements Opening {}

        record Refused(Refusal refusal) implements Opening {}
    }
}
