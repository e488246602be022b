package health.salus.node.fhir;

import health.salus.contracts.records.Buckets;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersion;
import health.salus.contracts.records.ResourceVersions;
import health.salus.contracts.records.TypeGroup;
import health.salus.crypto.Secret;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Candidates;
import health.salus.fhir.record.Condition;
import health.salus.fhir.record.HistoryOutcome;
import health.salus.fhir.record.HistoryRange;
import health.salus.fhir.record.Identified;
import health.salus.fhir.record.LedgerRecords;
import health.salus.fhir.record.ReadOutcome;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.SearchOutcome;
import health.salus.fhir.record.StoredResource;
import health.salus.fhir.record.WriteOutcome;
import health.salus.fhir.record.WriteSet;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Author;
import health.salus.platform.network.Network;
import health.salus.platform.records.ReadResult;
import health.salus.platform.records.RecordReader;
import health.salus.platform.records.StoredRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Records for the FHIR interface: reads go through sessions, writes through [Writes].
public final class PlatformRecordService implements RecordService {

    private final Network network;
    private final RecordReader reader;
    private final Identifiers identifiers;
    private final DirectorySearch directory;
    private final Writes writes;
    private final Secret secret;
    private final LedgerRecords ledger;

    /// This node's own, whoever in the network holds one, and who is told of it.
    record Identifiers(IdentifierIndex index, IdentifierHolders holders, IdentifierConditions conditions) {}

    /// What else answers for it.
    record Parts(DirectorySearch directory, Writes writes, Secret secret) {}

    PlatformRecordService(Network network, FhirRecords.Platform platform, Identifiers identifiers, Parts parts) {
        this.network = network;
        this.reader = platform.reader();
        this.identifiers = identifiers;
        this.directory = parts.directory();
        this.writes = parts.writes();
        this.secret = parts.secret();
        this.ledger = new PlatformLedger(network, platform);
    }

    @Override
    public LedgerRecords ledger() {
        return ledger;
    }

    @Override
    public ReadOutcome read(Caller caller, ResourceId resource) {
        return outcome(reader.current(requester(caller), resource.type(), resource.id()));
    }

    @Override
    public ReadOutcome readVersion(Caller caller, ResourceId resource, long version) {
        return outcome(reader.at(requester(caller), resource.type(), resource.id(), version));
    }

    @Override
    public HistoryOutcome history(Caller caller, ResourceId resource, HistoryRange range) {
        ResourceKey key = ResourceKey.of(resource.type(), resource.id());
        Optional<ResourceVersion> current = ResourceVersions.of(network.state()).current(key);
        if (current.isEmpty()) {
            return new HistoryOutcome.NotFound();
        }
        List<HistoryOutcome.Version> found = new ArrayList<>();
        long from = Math.min(
                range.before().orElse(Long.MAX_VALUE) - 1, current.get().version());
        for (long version = from; version >= 1 && found.size() < range.limit(); version--) {
            switch (readVersion(caller, resource, version)) {
                case ReadOutcome.Found(StoredResource stored) -> found.add(new HistoryOutcome.Version.Written(stored));
                case ReadOutcome.Deleted(long deleted, var time) ->
                    found.add(new HistoryOutcome.Version.Removed(resource, deleted, time));
                case ReadOutcome.Refused(ErrorCode code, String detail) -> {
                    return new HistoryOutcome.Refused(code, detail);
                }
                case ReadOutcome.NotFound() -> {
                    // A version that this requester may not know of is left out.
                }
            }
        }
        found.removeIf(version ->
                range.since().filter(since -> timeOf(version).isBefore(since)).isPresent());
        return new HistoryOutcome.Versions(found, current.get().version());
    }

    private static java.time.Instant timeOf(HistoryOutcome.Version version) {
        return switch (version) {
            case HistoryOutcome.Version.Written(StoredResource stored) -> stored.updated();
            case HistoryOutcome.Version.Removed(var _, long _, var time) -> time;
        };
    }

    @Override
    public SearchOutcome search(Caller caller, Candidates wanted, Selection selection) {
        Set<SubjectId> patients = patients(caller, wanted);
        if (patients.isEmpty() && !wanted.ids().isEmpty()) {
            return byIds(caller, wanted, selection);
        }
        List<StoredResource> ofNobody =
                patients.isEmpty() && DirectorySearch.holds(wanted.type()) ? directory.search(wanted) : List.of();
        if (!ofNobody.isEmpty()
                || TypeGroup.of(wanted.type())
                        .filter(TypeGroup.DIRECTORY::equals)
                        .isPresent()) {
            return new SearchOutcome.Found(selection.choose(ofNobody));
        }
        if (patients.isEmpty()) {
            return wanted.type().equals("Patient") && wanted.identifier().isPresent()
                    ? new SearchOutcome.Found(List.of())
                    : new SearchOutcome.Refused(
                            ErrorCode.UNSUPPORTED_PARAMETER, "name the patient: add patient=, subject= or _id=");
        }
        return ofPatients(caller, wanted, selection, patients);
    }

    /// Whose records the search is about: those it names, else the one that the token is confined to.
    private Set<SubjectId> patients(Caller caller, Candidates wanted) {
        Set<SubjectId> patients = new LinkedHashSet<>();
        wanted.patients().forEach(id -> patients.add(subjectOf(id)));
        if (wanted.type().equals("Patient")) {
            wanted.ids().forEach(id -> patients.add(subjectOf(id)));
            wanted.identifier()
                    .ifPresent(token -> identifiers.holders().holders(caller.principal(), "Patient", token).stream()
                            .map(id -> subjectOf(id.id()))
                            .forEach(patients::add));
        }
        if (patients.isEmpty()) {
            caller.patient().ifPresent(patients::add);
        }
        return patients;
    }

    private SearchOutcome ofPatients(Caller caller, Candidates wanted, Selection selection, Set<SubjectId> patients) {
        List<RecordReader.Selection> opened = new ArrayList<>();
        List<StoredResource> visible = new ArrayList<>();
        for (SubjectId patient : patients) {
            try {
                RecordReader.Selection ofPatient = reader.select(requester(caller), patient, wanted.type()::equals);
                opened.add(ofPatient);
                ofPatient.resources().stream()
                        .filter(each -> wanted.ids().isEmpty() || wanted.ids().contains(each.id()))
                        .forEach(each -> visible.add(stored(each)));
            } catch (SalusException refused) {
                if (refused.code().kind() != ErrorCode.Kind.REFUSED
                        && refused.code() != ErrorCode.TOKEN_FOR_ANOTHER_PATIENT) {
                    throw refused;
                }
                if (refused.code() != ErrorCode.UNKNOWN_SUBJECT) {
                    return new SearchOutcome.Refused(refused.code(), refused.detail());
                }
            }
        }
        List<StoredResource> chosen = selection.choose(visible);
        opened.forEach(each -> shown(each, chosen));
        return new SearchOutcome.Found(chosen);
    }

    /// Only what the selection chose leaves a trace as shown.
    private void shown(RecordReader.Selection opened, List<StoredResource> chosen) {
        Set<ResourceId> ids = chosen.stream().map(StoredResource::id).collect(Collectors.toSet());
        List<StoredRecord> shown = opened.resources().stream()
                .filter(each -> ids.contains(new ResourceId(each.type(), each.id())))
                .toList();
        reader.shown(opened, shown);
    }

    private SearchOutcome byIds(Caller caller, Candidates wanted, Selection selection) {
        List<StoredResource> found = new ArrayList<>();
        for (String id : wanted.ids()) {
            if (read(caller, new ResourceId(wanted.type(), id)) instanceof ReadOutcome.Found(StoredResource stored)) {
                found.add(stored);
            }
        }
        return new SearchOutcome.Found(selection.choose(found));
    }

    @Override
    public List<List<ResourceId>> holders(Caller caller, List<Identified> wanted) {
        return identifiers.conditions().matches(caller, wanted);
    }

    @Override
    public Condition condition(String criteria) {
        int bucket = identifiers.index().bucket(criteria);
        return new Condition(criteria, bucket, Buckets.counter(network.state(), bucket));
    }

    @Override
    public RandomSource chance(Caller caller, String idempotencyKey) {
        return new RepeatableChance(
                secret, Writes.nameOf(caller, idempotencyKey).octets());
    }

    @Override
    public WriteOutcome write(Caller caller, WriteSet set) {
        return writes.write(caller, set);
    }

    static SubjectId subjectOf(String patientId) {
        return ResourceIds.subjectOf(patientId);
    }

    static Requester requester(Caller caller) {
        Author author = new Author(
                caller.principal(), caller.token().issuer(), caller.token().hash());
        return new Requester(author, caller.organisation(), caller.purpose())
                .inEmergency(caller.emergency())
                .confinedTo(caller.patient());
    }

    private static ReadOutcome outcome(ReadResult result) {
        return switch (result) {
            case ReadResult.Found(StoredRecord found) -> new ReadOutcome.Found(stored(found));
            case ReadResult.Deleted(long version, var time) -> new ReadOutcome.Deleted(version, time);
            case ReadResult.NotFound() -> new ReadOutcome.NotFound();
            case ReadResult.Refused(ErrorCode code, String detail) -> new ReadOutcome.Refused(code, detail);
        };
    }

    static StoredResource stored(StoredRecord record) {
        return new StoredResource(
                new ResourceId(record.type(), record.id()), record.version(), record.lastUpdated(), record.bytes());
    }
}
