package health.salus.contracts.consent;

import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.Optional;

/// A consent as the ledger has it. A draft of a further version leaves the one in force alone until it is signed.
///
/// @param latest the highest version that there was
public record ConsentRecord(
        ConsentId id,
        SubjectId subject,
        long latest,
        Optional<ConsentVersion> inForce,
        Optional<ConsentVersion> draft,
        Optional<Instant> withdrawnAt) {

    static ConsentRecord none(ConsentId id, SubjectId subject) {
        return new ConsentRecord(id, subject, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    ConsentRecord drafted(ConsentVersion version) {
        return new ConsentRecord(id, subject, version.version(), inForce, Optional.of(version), withdrawnAt);
    }

    ConsentRecord given(ConsentVersion version) {
        return new ConsentRecord(
                id, subject, version.version(), Optional.of(version), Optional.empty(), Optional.empty());
    }

    ConsentRecord withdrawn(Instant time) {
        return new ConsentRecord(id, subject, latest, Optional.empty(), Optional.empty(), Optional.of(time));
    }

    boolean isEmpty() {
        return inForce.isEmpty() && draft.isEmpty();
    }
}
