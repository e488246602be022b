package health.salus.node.fhir;

import health.salus.fhir.audit.AccessEvent;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.record.AccessLog;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.TimeWindow;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.platform.audit.HistoryEntry;
import health.salus.platform.audit.SubjectHistory;
import health.salus.platform.consent.LedgerReader;
import health.salus.platform.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the ledger has of a patient's history, as the FHIR interface asks for it.
final class PlatformAccessLog implements AccessLog {

    private static final String TYPE = "AuditEvent";

    private final SubjectHistory history;
    private final AccessEvents events;
    private final Sights sights;

    PlatformAccessLog(Network network, Sights sights) {
        this.history = new SubjectHistory(network);
        this.events = new AccessEvents(network);
        this.sights = sights;
    }

    @Override
    public List<AccessEvent> events(Caller caller, SubjectId subject, Optional<String> patient, TimeWindow window) {
        LedgerReader.Sight sight = sights.of(caller, subject);
        SubjectHistory.Query query = new SubjectHistory.Query(
                Set.of(HistoryEntry.Kind.values()), window.to(), entry -> window.contains(entry.time()), 0, MAX_EVENTS);
        SubjectHistory.Page page = history.page(subject, query);
        if (page.more()) {
            throw new SalusException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "more than " + MAX_EVENTS + " events to go through: narrow the time, as by date=ge2026-01-01");
        }
        Optional<String> named = patient.or(() -> Optional.of(ResourceIds.patientOf(subject)));
        return page.entries().stream()
                .map(entry -> events.of(entry, subject, named))
                .filter(event -> sight.permits(TYPE, event.id(), event.actor().organisation()))
                .toList();
    }

    /// The id names the pseudonym, so only that one's history is gone through.
    @Override
    public Optional<AccessEvent> find(Caller caller, String id) {
        Optional<SubjectId> subject = AccessEvents.subjectOf(id);
        if (subject.isEmpty()) {
            return Optional.empty();
        }
        List<AccessEvent> found = new ArrayList<>();
        SubjectHistory.Query query = new SubjectHistory.Query(
                AccessEvents.kindsOf(id),
                entry -> AccessEvents.id(entry, subject.get()).equals(id),
                0,
                1);
        history.page(subject.get(), query)
                .entries()
                .forEach(entry ->
                        found.add(events.of(entry, subject.get(), Optional.of(ResourceIds.patientOf(subject.get())))));
        return found.stream()
                .filter(event -> sights.of(caller, subject.get())
                        .permits(TYPE, id, event.actor().organisation()))
                .findFirst();
    }
}
