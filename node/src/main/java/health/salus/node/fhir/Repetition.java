package health.salus.node.fhir;

import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersion;
import health.salus.contracts.records.ResourceVersions;
import health.salus.contracts.records.SegmentRecord;
import health.salus.contracts.records.Segments;
import health.salus.fhir.record.Change;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.WriteOutcome.ChangeOutcome;
import health.salus.ledger.state.StateReader;
import health.salus.platform.records.Written;
import java.util.List;
import java.util.Optional;

/// The answer to a request that was carried out before: which versions its transaction made.
record Repetition(StateReader state, Written written) {

    List<ChangeOutcome> outcomes(List<Change> changes) {
        return changes.stream().map(change -> outcome(change.id())).toList();
    }

    private ChangeOutcome outcome(ResourceId id) {
        return version(id)
                .<ChangeOutcome>map(version -> version.deleted()
                        ? new ChangeOutcome.Deleted(id, version.version(), written.lastUpdated())
                        : new ChangeOutcome.Written(id, version.version(), written.lastUpdated()))
                .orElseGet(() -> new ChangeOutcome.Absent(id));
    }

    /// The newest first: a client repeats soon.
    private Optional<ResourceVersion> version(ResourceId id) {
        ResourceVersions versions = ResourceVersions.of(state);
        ResourceKey key = ResourceKey.of(id.type(), id.id());
        long newest = versions.current(key).map(ResourceVersion::version).orElse(0L);
        for (long version = newest; version >= 1; version--) {
            Optional<ResourceVersion> found = versions.at(key, version).filter(this::isOurs);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private boolean isOurs(ResourceVersion version) {
        return version.deletion()
                .map(ResourceVersion.Deletion::transaction)
                .or(() -> Segments.of(state).find(version.segment()).map(SegmentRecord::transaction))
                .filter(written.transactionId()::equals)
                .isPresent();
    }
}
