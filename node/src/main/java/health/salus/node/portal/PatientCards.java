package health.salus.node.portal;

import health.salus.kernel.Digest;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.portal.Caller;
import health.salus.portal.ClinicianDesk.Patient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Patients that somebody has found in this browser session: shown to the same person again without being read again,
/// and to nobody else.
final class PatientCards {

    /// A consultation; afterwards the desk reads anew, and leaves a trace anew.
    private static final Duration KEPT = Duration.ofMinutes(30);

    /// Several thousand people at one node, each with a list of hits.
    private static final int MAX_CARDS = 100_000;

    private final TimeSource time;
    private final Map<Key, Kept> cards = new ConcurrentHashMap<>();

    private record Key(PrincipalId principal, Digest session, Optional<SubjectId> confinedTo, SubjectId subject) {}

    private record Kept(Patient patient, Instant until) {}

    PatientCards(TimeSource time) {
        this.time = time;
    }

    Optional<Patient> find(Caller caller, SubjectId subject) {
        Instant now = time.now();
        return Optional.ofNullable(cards.get(key(caller, subject)))
                .filter(kept -> now.isBefore(kept.until))
                .map(Kept::patient);
    }

    Patient keep(Caller caller, Patient patient) {
        Instant now = time.now();
        if (cards.size() >= MAX_CARDS) {
            cards.values().removeIf(kept -> !now.isBefore(kept.until));
        }
        if (cards.size() < MAX_CARDS) {
            cards.put(key(caller, patient.subject()), new Kept(patient, now.plus(KEPT)));
        }
        return patient;
    }

    private static Key key(Caller caller, SubjectId subject) {
        return new Key(caller.principal(), caller.evidence().tokenHash(), caller.patient(), subject);
    }
}
