package health.salus.fhir.bundle;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.Locality;
import java.util.Optional;

/// Assigns logical ids (docs/decisions/0012): a patient's resources carry the patient's locality in front, so that
/// their keys lie together in the state; a Patient's own id carries the pseudonym.
public final class ResourceIds {
    private static final int RANDOM_BYTES = 16;

    private final RandomSource random;

    public ResourceIds(RandomSource random) {
        this.random = random;
    }

    /// An id for a new Patient, which is a new pseudonym as well.
    public String newPatient() {
        return draw().ofPatient();
    }

    /// A new id, before it is known of what.
    Drawn draw() {
        return new Drawn(random.octets(RANDOM_BYTES).hex());
    }

    /// What makes an id unlike any other.
    record Drawn(String hex) {

        String ofPatient() {
            return patientOf(new SubjectId(hex));
        }

        /// Of a resource about the patient who has this locality.
        String in(Locality locality) {
            return locality.id(hex);
        }

        /// Of a resource about nobody.
        String inDirectory() {
            return hex;
        }
    }

    /// The id that a node assigns to the Patient of a pseudonym.
    public static String patientOf(SubjectId subject) {
        return Locality.of(subject).id(subject.value());
    }

    /// The pseudonym of the Patient with an id: read from an id that a node assigned, derived from any other.
    public static SubjectId subjectOf(String patientId) {
        Optional<Locality> near = Locality.in(patientId);
        if (near.isPresent()) {
            SubjectId subject = new SubjectId(patientId.substring(patientId.length() - 2 * RANDOM_BYTES));
            if (near.get().equals(Locality.of(subject))) {
                return subject;
            }
        }
        Digest digest = Digest.sha256(Octets.utf8("salus/patient/v1\0" + patientId));
        return new SubjectId(digest.octets().slice(0, RANDOM_BYTES).hex());
    }
}
