package health.salus.fhir.ledger;

import health.salus.fhir.audit.AccessEvent;
import health.salus.fhir.audit.AuditEventWriter;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.record.AccessLog;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Candidates;
import health.salus.fhir.record.ForwardingRecords;
import health.salus.fhir.record.HistoryOutcome;
import health.salus.fhir.record.HistoryRange;
import health.salus.fhir.record.ReadOutcome;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.SearchOutcome;
import health.salus.fhir.record.StoredResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Records among which stands, as an AuditEvent, each thing that the ledger knows of having happened to them: who was
/// permitted, refused, shown what, and who wrote (docs/decisions/0063). AuditEvents that clients wrote are records.
public final class AuditRecords implements ForwardingRecords {
    private static final String TYPE = "AuditEvent";

    private final RecordService records;
    private final AccessLog log;
    private final AuditEventWriter writer;

    public AuditRecords(RecordService records) {
        this.records = records;
        log = records.ledger().accesses();
        writer = new AuditEventWriter(records.ledger().parties());
    }

    @Override
    public RecordService records() {
        return records;
    }

    @Override
    public ReadOutcome read(Caller caller, ResourceId resource) {
        ReadOutcome outcome = records.read(caller, resource);
        return outcome instanceof ReadOutcome.NotFound
                ? event(caller, resource)
                        .<ReadOutcome>map(ReadOutcome.Found::new)
                        .orElse(outcome)
                : outcome;
    }

    @Override
    public ReadOutcome readVersion(Caller caller, ResourceId resource, long version) {
        ReadOutcome outcome = records.readVersion(caller, resource, version);
        return outcome instanceof ReadOutcome.NotFound && version == 1
                ? event(caller, resource)
                        .<ReadOutcome>map(ReadOutcome.Found::new)
                        .orElse(outcome)
                : outcome;
    }

    @Override
    public HistoryOutcome history(Caller caller, ResourceId resource, HistoryRange range) {
        HistoryOutcome outcome = records.history(caller, resource, range);
        if (!(outcome instanceof HistoryOutcome.NotFound)) {
            return outcome;
        }
        return event(caller, resource)
                .<HistoryOutcome>map(
                        found -> new HistoryOutcome.Versions(List.of(new HistoryOutcome.Version.Written(found)), 1))
                .orElse(outcome);
    }

    @Override
    public SearchOutcome search(Caller caller, Candidates wanted, Selection selection) {
        if (!wanted.type().equals(TYPE)) {
            return records.search(caller, wanted, selection);
        }
        return records.search(caller, wanted, stored -> {
            Map<String, AccessEvent> events = new LinkedHashMap<>();
            for (String patient : wanted.patients()) {
                log.events(caller, ResourceIds.subjectOf(patient), Optional.of(patient), wanted.window())
                        .forEach(event -> events.put(event.id(), event));
            }
            if (wanted.patients().isEmpty() && caller.patient().isPresent()) {
                log.events(caller, caller.patient().get(), Optional.empty(), wanted.window())
                        .forEach(event -> events.put(event.id(), event));
            } else if (wanted.patients().isEmpty()) {
                wanted.ids().forEach(id -> log.find(caller, id).ifPresent(event -> events.put(id, event)));
            }
            if (!wanted.ids().isEmpty()) {
                events.keySet().retainAll(wanted.ids());
            }
            List<StoredResource> visible = new ArrayList<>(stored);
            events.values().forEach(event -> visible.add(written(event)));
            return selection.choose(visible);
        });
    }

    private Optional<StoredResource> event(Caller caller, ResourceId resource) {
        return resource.type().equals(TYPE) ? log.find(caller, resource.id()).map(this::written) : Optional.empty();
    }

    private StoredResource written(AccessEvent event) {
        return new StoredResource(new ResourceId(TYPE, event.id()), 1, event.time(), writer.write(event));
    }
}
