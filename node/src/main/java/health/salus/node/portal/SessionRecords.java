package health.salus.node.portal;

import health.salus.contracts.identity.Subjects;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersions;
import health.salus.contracts.records.SegmentRecord;
import health.salus.contracts.records.Segments;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import health.salus.node.security.LedgerCaller;
import health.salus.platform.consent.AccessSessions;
import health.salus.platform.consent.AccessSessions.Attempt;
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Network;
import health.salus.platform.records.ReadResult;
import health.salus.platform.records.RecordReader;
import health.salus.platform.records.StoredRecord;
import health.salus.portal.Caller;
import health.salus.portal.PatientRecord;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.RecordKind;
import health.salus.portal.Refusal;
import health.salus.portal.summary.ClinicalDate;
import health.salus.portal.summary.FhirMoment;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A patient's record, read under a session that the access contract decided.
final class SessionRecords implements PatientRecord {

    /// What the ledger keeps of an emergency's reason.
    static final String EMERGENCY_CODE = "ETREAT";

    private final Network network;
    private final RecordReader reader;
    private final AccessSessions sessions;
    private final Requests requests;
    private final Context context;

    /// What else a look at a record needs.
    record Context(Emergencies emergencies, LedgerOrganisations organisations) {}

    SessionRecords(Network network, RecordReader reader, AccessSessions sessions, Requests requests, Context context) {
        this.network = network;
        this.reader = reader;
        this.sessions = sessions;
        this.requests = requests;
        this.context = context;
    }

    @Override
    public Reading read(Caller caller, SubjectId subject, Query query) {
        requests.requireConcerning(caller, subject);
        Requester requester = requester(caller, subject);
        if (sessions.attempt(requester, subject, 0)
                instanceof Attempt.Refused(ErrorCode code, var _, var transaction)) {
            return new Reading.Refused(Refusals.proven(code, transaction));
        }
        try {
            return page(reader.select(requester, subject, _ -> true), query);
        } catch (SalusException refused) {
            return new Reading.Refused(Refusals.expected(refused));
        }
    }

    /// Only the documents of the page leave a trace as shown.
    private Reading.Opened page(RecordReader.Selection selection, Query query) {
        Map<RecordKind, Integer> counts = new EnumMap<>(RecordKind.class);
        selection.resources().forEach(each -> counts.merge(RecordKind.of(each.type()), 1, Integer::sum));
        List<StoredRecord> wanted = selection.resources().stream()
                .filter(each -> query.kinds().isEmpty() || query.kinds().contains(RecordKind.of(each.type())))
                .map(Dated::of)
                .sorted(Dated.NEWEST_FIRST)
                .map(Dated::resource)
                .toList();
        List<StoredRecord> page =
                wanted.stream().skip(query.offset()).limit(query.limit()).toList();
        reader.shown(selection, page);
        return new Reading.Opened(
                page.stream().map(this::document).toList(), counts, wanted.size() > query.offset() + query.limit());
    }

    /// A resource with the moment by which it is filed.
    private record Dated(StoredRecord resource, Instant start) {
        private static final Comparator<Dated> NEWEST_FIRST = Comparator.comparing(Dated::start)
                .reversed()
                .thenComparing(each -> each.resource().type())
                .thenComparing(each -> each.resource().id());

        static Dated of(StoredRecord resource) {
            Instant start =
                    ClinicalDate.of(resource.bytes()).map(FhirMoment::start).orElse(Instant.EPOCH);
            return new Dated(resource, start);
        }
    }

    @Override
    public Reading readOne(Caller caller, SubjectId subject, DocumentKey key) {
        requests.requireConcerning(caller, subject);
        Requester requester = requester(caller, subject);
        if (!isAbout(subject, key)) {
            return notThere();
        }
        return switch (reader.current(requester, key.resourceType(), key.id())) {
            case ReadResult.Found(StoredRecord found) ->
                new Reading.Opened(List.of(document(found)), Map.of(RecordKind.of(found.type()), 1), false);
            case ReadResult.Refused(ErrorCode code, var _)
            when code != ErrorCode.NOT_COVERED_BY_SESSION -> new Reading.Refused(Refusal.of(code));
            case ReadResult.Refused _, ReadResult.Deleted _, ReadResult.NotFound _ -> notThere();
        };
    }

    private static Reading notThere() {
        return new Reading.Refused(Refusal.of(ErrorCode.NOT_FOUND));
    }

    private boolean isAbout(SubjectId subject, DocumentKey key) {
        StateReader state = network.state();
        Optional<SubjectId> about = ResourceVersions.of(state)
                .current(ResourceKey.of(key.resourceType(), key.id()))
                .flatMap(version -> Segments.of(state).find(version.segment()))
                .flatMap(SegmentRecord::subject);
        return about.filter(Subjects.of(state).linked(subject)::contains).isPresent();
    }

    /// An emergency is for who opened the record as one, and gave a reason.
    private Requester requester(Caller caller, SubjectId subject) {
        Requester plain = new LedgerCaller(caller).requester();
        if (caller.purpose().filter(PurposeOfUse.ETREAT::equals).isEmpty()) {
            return plain;
        }
        if (!context.emergencies().isOpen(caller, subject)) {
            throw new SalusException(ErrorCode.EMERGENCY_NOT_PERMITTED, "the record was not opened as an emergency");
        }
        return plain.inEmergency(Optional.of(EMERGENCY_CODE));
    }

    private Document document(StoredRecord resource) {
        return new Document(
                new DocumentKey(resource.type(), resource.id()),
                Long.toString(resource.version()),
                resource.lastUpdated(),
                context.organisations().name(resource.author()),
                resource.bytes());
    }
}
