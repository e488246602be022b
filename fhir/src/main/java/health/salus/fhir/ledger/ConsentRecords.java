package health.salus.fhir.ledger;

import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Candidates;
import health.salus.fhir.record.ConsentLedger;
import health.salus.fhir.record.ConsentLedger.Known;
import health.salus.fhir.record.ForwardingRecords;
import health.salus.fhir.record.HistoryOutcome;
import health.salus.fhir.record.HistoryRange;
import health.salus.fhir.record.ReadOutcome;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.SearchOutcome;
import health.salus.fhir.record.StoredResource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Records in which each Consent stands as the ledger enforces it, and those that only the ledger has stand beside
/// those that were written through FHIR (docs/decisions/0061).
public final class ConsentRecords implements ForwardingRecords {
    static final String TYPE = "Consent";

    private final RecordService records;
    private final ConsentLedger ledger;
    private final ConsentView view;

    public ConsentRecords(RecordService records) {
        this.records = records;
        ledger = records.ledger().consents();
        view = new ConsentView(records.ledger().parties());
    }

    @Override
    public RecordService records() {
        return records;
    }

    @Override
    public ReadOutcome read(Caller caller, ResourceId resource) {
        ReadOutcome outcome = records.read(caller, resource);
        Optional<Known> known = known(caller, resource);
        if (known.isEmpty()) {
            return outcome;
        }
        return switch (outcome) {
            case ReadOutcome.Found found -> new ReadOutcome.Found(view.current(found.resource(), known.get()));
            case ReadOutcome.NotFound _ ->
                shown(caller, known.get(), view.standing(known.get()).getFirst());
            case ReadOutcome.Deleted _, ReadOutcome.Refused _ -> outcome;
        };
    }

    @Override
    public ReadOutcome readVersion(Caller caller, ResourceId resource, long version) {
        ReadOutcome outcome = records.readVersion(caller, resource, version);
        Optional<Known> known = known(caller, resource);
        if (known.isEmpty()) {
            return outcome;
        }
        return switch (outcome) {
            case ReadOutcome.Found found ->
                new ReadOutcome.Found(view.version(found.resource(), known.get().consent()));
            case ReadOutcome.NotFound _ ->
                view.versions(known.get()).stream()
                        .filter(written -> written.version() == version)
                        .findFirst()
                        .map(written -> shown(caller, known.get(), written))
                        .orElse(outcome);
            case ReadOutcome.Deleted _, ReadOutcome.Refused _ -> outcome;
        };
    }

    @Override
    public HistoryOutcome history(Caller caller, ResourceId resource, HistoryRange range) {
        HistoryOutcome outcome = records.history(caller, resource, range);
        Optional<Known> known = known(caller, resource);
        if (known.isEmpty()) {
            return outcome;
        }
        return switch (outcome) {
            case HistoryOutcome.Versions versions ->
                new HistoryOutcome.Versions(
                        versions.versions().stream()
                                .map(version -> asItStands(version, known.get()))
                                .toList(),
                        versions.total());
            case HistoryOutcome.NotFound _ -> history(caller, known.get(), range);
            case HistoryOutcome.Refused _ -> outcome;
        };
    }

    private HistoryOutcome.Version asItStands(HistoryOutcome.Version version, Known known) {
        return switch (version) {
            case HistoryOutcome.Version.Written written ->
                new HistoryOutcome.Version.Written(view.version(written.resource(), known.consent()));
            case HistoryOutcome.Version.Removed removed -> removed;
        };
    }

    private HistoryOutcome history(Caller caller, Known known, HistoryRange range) {
        List<StoredResource> versions = view.versions(known);
        List<StoredResource> all = versions.stream()
                .filter(version ->
                        range.since().filter(version.updated()::isBefore).isEmpty())
                .toList();
        List<HistoryOutcome.Version> page = all.stream()
                .filter(version -> range.before().isEmpty()
                        || version.version() < range.before().getAsLong())
                .limit(range.limit())
                .<HistoryOutcome.Version>map(HistoryOutcome.Version.Written::new)
                .toList();
        return switch (shown(caller, known, versions.getFirst())) {
            case ReadOutcome.Refused refused -> new HistoryOutcome.Refused(refused.code(), refused.detail());
            case ReadOutcome.Found _, ReadOutcome.Deleted _, ReadOutcome.NotFound _ ->
                new HistoryOutcome.Versions(page, all.size());
        };
    }

    @Override
    public SearchOutcome search(Caller caller, Candidates wanted, Selection selection) {
        if (!wanted.type().equals(TYPE)) {
            return records.search(caller, wanted, selection);
        }
        return records.search(caller, wanted, stored -> {
            Map<String, Known> known = known(caller, wanted);
            stored.forEach(each -> ledger.find(each.id().id())
                    .ifPresent(found -> known.put(each.id().id(), found)));
            IdentityHashMap<StoredResource, Known> ofLedger = ofLedger(caller, known, stored);
            List<StoredResource> visible = new ArrayList<>(ofLedger.keySet());
            stored.forEach(
                    each -> visible.add(Optional.ofNullable(known.get(each.id().id()))
                            .map(found -> view.current(each, found))
                            .orElse(each)));
            List<StoredResource> chosen = selection.choose(visible);
            chosen.stream()
                    .map(each -> Optional.ofNullable(ofLedger.get(each)))
                    .flatMap(Optional::stream)
                    .distinct()
                    .forEach(each -> ledger.shown(caller, each));
            return chosen;
        });
    }

    /// What the ledger adds to the stored Consents: those that are in no record, and of the others what is in force
    /// while a draft waits.
    private IdentityHashMap<StoredResource, Known> ofLedger(
            Caller caller, Map<String, Known> known, List<StoredResource> stored) {
        Set<String> recorded = stored.stream().map(each -> each.id().id()).collect(Collectors.toSet());
        IdentityHashMap<StoredResource, Known> added = new IdentityHashMap<>();
        for (Known each : readable(caller, known)) {
            if (recorded.contains(each.consent().id().value())) {
                view.behind(each).ifPresent(version -> added.put(version, each));
            } else {
                view.standing(each).forEach(version -> added.put(version, each));
            }
        }
        return added;
    }

    private List<Known> readable(Caller caller, Map<String, Known> known) {
        return known.isEmpty() ? List.of() : ledger.readable(caller, List.copyOf(known.values()));
    }

    /// The consents that a search could mean, by id.
    private Map<String, Known> known(Caller caller, Candidates wanted) {
        Map<String, Known> known = new LinkedHashMap<>();
        for (String patient : wanted.patients()) {
            SubjectId subject = ResourceIds.subjectOf(patient);
            ledger.of(subject)
                    .forEach(each -> known.put(
                            each.consent().id().value(),
                            each.consent().subject().equals(subject) ? each.ofPatient(patient) : each));
        }
        if (wanted.patients().isEmpty() && caller.patient().isPresent()) {
            ledger.of(caller.patient().get())
                    .forEach(each -> known.put(each.consent().id().value(), each));
        } else if (wanted.patients().isEmpty()) {
            wanted.ids().forEach(id -> ledger.find(id).ifPresent(each -> known.put(id, each)));
        }
        if (!wanted.ids().isEmpty()) {
            known.keySet().retainAll(wanted.ids());
        }
        return known;
    }

    /// Ids are the patients' own: who is confined to one patient means the consent of that one.
    private Optional<Known> known(Caller caller, ResourceId resource) {
        return resource.type().equals(TYPE)
                ? caller.patient()
                        .flatMap(own -> ledger.find(own, resource.id()))
                        .or(() -> ledger.find(resource.id()))
                : Optional.empty();
    }

    private ReadOutcome shown(Caller caller, Known known, StoredResource written) {
        try {
            if (ledger.readable(caller, List.of(known)).isEmpty()) {
                return new ReadOutcome.NotFound();
            }
        } catch (SalusException refused) {
            if (refused.code().kind() != ErrorCode.Kind.REFUSED) {
                throw refused;
            }
            return new ReadOutcome.Refused(refused.code(), refused.detail());
        }
        ledger.shown(caller, known);
        return new ReadOutcome.Found(written);
    }
}
