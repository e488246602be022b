package health.salus.platform.consent;

import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.ConsentRecord;
import health.salus.contracts.consent.VersionRecord;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One consent with its versions.
///
/// @param versions oldest first
public record GivenConsent(ConsentRecord record, List<VersionRecord> versions) {

    public GivenConsent {
        versions = List.copyOf(versions);
    }

    public ConsentId id() {
        return record.id();
    }

    public SubjectId subject() {
        return record.subject();
    }

    /// The version that decided who may read at this time; its period may not have come, or be over.
    public Optional<VersionRecord> heldAt(Instant time) {
        return versions.stream().filter(version -> version.heldAt(time)).findFirst();
    }

    public boolean isInForce(Instant time) {
        return versions.stream().anyMatch(version -> version.isInForce(time));
    }

    /// The draft that waits for a signature.
    public Optional<VersionRecord> draft() {
        return versions.stream()
                .filter(version -> version.draft() && version.ending().isEmpty())
                .findFirst();
    }

    /// The newest version that was in force, or if there never was one the newest draft.
    public VersionRecord newest() {
        return versions.reversed().stream()
                .filter(version -> !version.draft())
                .findFirst()
                .orElseGet(versions::getLast);
    }
}
