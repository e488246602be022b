package health.salus.contracts.identity;

import health.salus.kernel.OrganisationId;
import java.time.Instant;
import java.util.Optional;

/// That an organisation cares for a patient, on whose word, and for how long.
///
/// @param until its last moment, if it was opened for a time
/// @param closedAt when it was ended before that
/// @param closedByPatient ended by the patient, and then opened again by the patient only
public record CareRelation(
        OrganisationId organisation,
        Basis basis,
        Instant since,
        Optional<Instant> until,
        Optional<Instant> closedAt,
        boolean closedByPatient) {

    /// On whose word the relation stands.
    public enum Basis {
        /// The organisation enrolled the patient.
        ENROLMENT,
        /// The patient, or a guardian, said so.
        PATIENT,
        /// Another organisation that cares for the patient said so.
        REFERRAL,
        /// The organisation itself says so.
        ORGANISATION
    }

    static CareRelation opened(OrganisationId organisation, Basis basis, Instant since, Optional<Instant> until) {
        return new CareRelation(organisation, basis, since, until, Optional.empty(), false);
    }

    CareRelation closed(Instant time, boolean byPatient) {
        return new CareRelation(organisation, basis, since, until, closedAt.or(() -> Optional.of(time)), byPatient);
    }

    public boolean isOpen(Instant time) {
        return closedAt.isEmpty() && until.filter(time::isAfter).isEmpty();
    }
}
