package health.salus.node.fhir;

import health.salus.contracts.records.Buckets;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersion;
import health.salus.contracts.records.ResourceVersions;
import health.salus.contracts.records.SegmentRecord;
import health.salus.contracts.records.Segments;
import health.salus.contracts.records.TypeGroup;
import health.salus.crypto.Secret;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Candidates;
import health.salus.fhir.record.Condition;
import health.salus.fhir.record.HistoryOutcome;
import health.salus.fhir.record.HistoryRange;
import health.salus.fhir.record.IdentifierToken;
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
import health.salus.ledger.state.StateReader;
import health.salus.platform.consent.AccessSessions;
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
    private final AccessSessions sessions;
    private final Identifiers identifiers;
    private final DirectorySearch directory;
    private final Writes writes;
    private final Secret secret;
    private final SeveralPatients several;
    private final LedgerRecords ledger;

    /// This node's own, whoever in the network holds one, and who is told of it.
    record Identifiers(IdentifierIndex index, IdentifierHolders holders, IdentifierConditions conditions) {}

    /// What else answers for it.
    record Parts(DirectorySearch directory, Writes writes, SeveralPatients several, Secret secret) {}

    PlatformRecordService(Network network, FhirRecords.Platform platform, Identifiers identifiers, Parts parts) {
        this.network = network;
        this.reader = platform.reader();
        this.sessions = platform.sessions();
        this.identifiers = identifiers;
        this.directory = parts.directory();
        this.writes = parts.writes();
        this.several = parts.several();
        this.secret = parts.secret();
        this.ledger = new PlatformLedger(network, platform);
    }

    @Override
    public LedgerRecords ledger() {
        return ledger;
    }

    @Override
    public ReadOutcome read(Caller caller, ResourceId resource) {
        Optional<ReadOutcome> confined = confinement(caller, resource);
        return confined.orElseGet(
                () -> outcome(caller, reader.current(requester(caller), resource.type(), resource.id())));
    }

    @Override
    public ReadOutcome readVersion(Caller caller, ResourceId resource, long version) {
        Optional<ReadOutcome> confined = confinement(caller, resource);
        return confined.orElseGet(
                () -> outcome(caller, reader.at(requester(caller), resource.type(), resource.id(), version)));
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
            if (caller.patient().filter(own -> !own.equals(patient)).isPresent()) {
                sessions.deny(requester(caller), Optional.of(patient), ErrorCode.TOKEN_FOR_ANOTHER_PATIENT);
                return new SearchOutcome.Refused(
                        ErrorCode.TOKEN_FOR_ANOTHER_PATIENT, "the token is for another patient");
            }
            try {
                RecordReader.Selection ofPatient =
                        several.permitted(caller, reader.select(requester(caller), patient, wanted.type()::equals));
                opened.add(ofPatient);
                ofPatient.resources().stream()
                        .filter(each -> wanted.ids().isEmpty() || wanted.ids().contains(each.id()))
                        .forEach(each -> visible.add(stored(each)));
            } catch (SalusException refused) {
                if (refused.code().kind() != ErrorCode.Kind.REFUSED) {
                    throw refused;
                }
                if (refused.code() != ErrorCode.UNKNOWN_SUBJECT) {
                    return new SearchOutcome.Refused(refused.code(), refused.detail());
                }
            }
        }
        List<StoredResource> chosen = selection.choose(visible);
        opened.forEach(each -> shown(caller, each, chosen));
        return new SearchOutcome.Found(chosen);
    }

    /// Only what the selection chose leaves a trace as shown.
    private void shown(Caller caller, RecordReader.Selection opened, List<StoredResource> chosen) {
        Set<ResourceId> ids = chosen.stream().map(StoredResource::id).collect(Collectors.toSet());
        List<StoredRecord> shown = opened.resources().stream()
                .filter(each -> ids.contains(new ResourceId(each.type(), each.id())))
                .toList();
        reader.shown(opened, shown);
        shown.forEach(each -> several.shown(caller, opened.session().subject(), each));
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
    public List<ResourceId> holders(Caller caller, String type, IdentifierToken identifier) {
        return identifiers.conditions().matches(caller, type, identifier);
    }

    @Override
    public Condition condition(String criteria) {
        int bucket = identifiers.index().bucket(criteria);
        return new Condition(bucket, Buckets.counter(network.state(), bucket));
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

    /// A token that is confined to one patient reads nothing of another; the attempt leaves a trace.
    private Optional<ReadOutcome> confinement(Caller caller, ResourceId resource) {
        if (caller.patient().isEmpty()) {
            return Optional.empty();
        }
        Optional<SubjectId> about = subjectOf(network.state(), resource);
        boolean another = about.filter(subject -> !caller.patient().equals(Optional.of(subject)))
                .isPresent();
        if (!another) {
            return Optional.empty();
        }
        sessions.deny(requester(caller), about, ErrorCode.TOKEN_FOR_ANOTHER_PATIENT);
        return Optional.of(
                new ReadOutcome.Refused(ErrorCode.TOKEN_FOR_ANOTHER_PATIENT, "the token is for another patient"));
    }

    private static Optional<SubjectId> subjectOf(StateReader state, ResourceId resource) {
        return ResourceVersions.of(state)
                .current(ResourceKey.of(resource.type(), resource.id()))
                .flatMap(version -> Segments.of(state).find(version.segment()))
                .flatMap(SegmentRecord::subject);
    }

    static SubjectId subjectOf(String patientId) {
        return ResourceIds.subjectOf(patientId);
    }

    static Requester requester(Caller caller) {
        Author author = new Author(
                caller.principal(), caller.token().issuer(), caller.token().hash());
        return new Requester(author, caller.organisation(), caller.purpose(), caller.emergency());
    }

    private ReadOutcome outcome(Caller caller, ReadResult result) {
        return switch (result) {
            case ReadResult.Found(StoredRecord found) -> ofEach(caller, found);
            case ReadResult.Deleted(long version, var time) -> new ReadOutcome.Deleted(version, time);
            case ReadResult.NotFound() -> new ReadOutcome.NotFound();
            case ReadResult.Refused(ErrorCode code, String detail) -> new ReadOutcome.Refused(code, detail);
        };
    }

    private ReadOutcome ofEach(Caller caller, StoredRecord found) {
        Optional<SubjectId> first = subjectOf(network.state(), new ResourceId(found.type(), found.id()));
        Optional<SalusException> refused = first.flatMap(subject -> several.refusal(caller, subject, found));
        if (refused.isPresent()) {
            return new ReadOutcome.Refused(refused.get().code(), refused.get().detail());
        }
        first.ifPresent(subject -> several.shown(caller, subject, found));
        return new ReadOutcome.Found(stored(found));
    }

    static StoredResource stored(StoredRecord record) {
        return new StoredResource(
                new ResourceId(record.type(), record.id()), record.version(), record.lastUpdated(), record.bytes());
    }
}
