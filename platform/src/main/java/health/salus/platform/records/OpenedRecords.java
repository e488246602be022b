package health.salus.platform.records;

import health.salus.contracts.access.Decision;
import health.salus.contracts.access.SessionCheck;
import health.salus.contracts.consent.ResourceFacts;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersions;
import health.salus.contracts.records.SegmentRecord;
import health.salus.ledger.state.StateReader;
import health.salus.vault.segment.OpenedSegment;
import health.salus.vault.segment.SegmentEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The records in a decrypted segment.
record OpenedRecords(OpenedSegment opened) {

    StoredRecord at(int position) {
        return stored(opened.entries().get(position));
    }

    /// Those that are the newest of their resource.
    List<StoredRecord> current(StateReader state, Predicate<String> types) {
        ResourceVersions versions = ResourceVersions.of(state);
        List<StoredRecord> found = new ArrayList<>();
        for (SegmentEntry entry : opened.entries()) {
            boolean current = types.test(entry.type())
                    && versions.current(ResourceKey.of(entry.type(), entry.id()))
                            .filter(version -> !version.deleted() && version.version() == entry.version())
                            .filter(version ->
                                    version.segment().equals(opened.descriptor().id()))
                            .isPresent();
            if (current) {
                found.add(stored(entry));
            }
        }
        return found;
    }

    /// What the reading node decides for each resource (SECURITY.md): custodians know the group of types only.
    static Predicate<StoredRecord> permitted(SessionCheck check, SegmentRecord segment) {
        return resource -> {
            var question = check.rules().question(segment.cell(), resource.type());
            Decision decision = check.rules().decide(question);
            if (decision.effect() != Decision.Effect.BY_RESOURCE) {
                return decision.effect() == Decision.Effect.PERMIT;
            }
            ResourceFacts facts = Codings.factsOf(resource);
            return check.rules().decide(question.withFacts(facts)).effect() == Decision.Effect.PERMIT;
        };
    }

    private StoredRecord stored(SegmentEntry entry) {
        return new StoredRecord(
                entry.type(),
                entry.id(),
                entry.version(),
                entry.lastUpdated(),
                opened.descriptor().author(),
                entry.bytes());
    }
}
