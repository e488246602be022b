package health.salus.fhir.record;

import health.salus.contracts.consent.ConsentRecord;
import health.salus.contracts.consent.VersionRecord;
import health.salus.kernel.SubjectId;
import java.util.List;
import java.util.Optional;

/// The consents of the ledger, however they came there: through FHIR, the portal, the command line.
public interface ConsentLedger {
    /// A consent.
    ///
    /// @param patient the id of the Patient whose consent it is, where it is known
    /// @param versions oldest first; of very many the newest
    record Known(Optional<String> patient, ConsentRecord consent, List<VersionRecord> versions) {
        public Known {
            versions = List.copyOf(versions);
        }

        /// The same, known to be this Patient's.
        public Known ofPatient(String id) {
            return new Known(Optional.of(id), consent, versions);
        }
    }

    /// The consent of an id alone; of persons whose consents share it, the one's who has it in the record, or had it
    /// first. Asking shows nothing to anybody.
    Optional<Known> find(String id);

    /// The consent of an id that is this person's. Asking shows nothing to anybody.
    Optional<Known> find(SubjectId subject, String id);

    /// Every consent of a person. Asking shows nothing to anybody.
    List<Known> of(SubjectId subject);

    /// Those that the caller may see, who then counts as having a session.
    ///
    /// @throws health.salus.kernel.SalusException the refusal, where the caller may see nothing of the patient at
    /// all
    List<Known> readable(Caller caller, List<Known> consents);

    /// Leaves the trace of what is about to be shown.
    void shown(Caller caller, Known consent);
}
