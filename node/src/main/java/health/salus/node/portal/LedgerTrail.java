package health.salus.node.portal;

import health.salus.contracts.access.DenialRecord;
import health.salus.contracts.access.DisclosureRecord;
import health.salus.contracts.access.SessionRecord;
import health.salus.contracts.access.ShownGroup;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.platform.audit.HistoryEntry;
import health.salus.platform.audit.HistoryEntry.Kind;
import health.salus.platform.audit.SubjectHistory;
import health.salus.portal.AccessTrail;
import health.salus.portal.Caller;
import health.salus.portal.ShownKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Who read what, from the history that the ledger keeps of the patient.
///
/// An emergency shows when it was opened as well, even if nothing was read: the patient is told of each.
final class LedgerTrail implements AccessTrail {

    private static final Set<Kind> KINDS = Set.of(Kind.OPENED, Kind.SHOWN, Kind.REFUSED);

    private final SubjectHistory history;
    private final Requests requests;
    private final LedgerOrganisations organisations;
    private final ReaderNames names;
    private final ZoneId zone;

    LedgerTrail(
            SubjectHistory history,
            Requests requests,
            LedgerOrganisations organisations,
            ReaderNames names,
            ZoneId zone) {
        this.history = history;
        this.requests = requests;
        this.organisations = organisations;
        this.names = names;
        this.zone = zone;
    }

    @Override
    public Page entries(Caller caller, SubjectId subject, Query query) {
        requests.requireOwn(caller, subject);
        Look look = new Look();
        SubjectHistory.Page page = history.page(
                subject,
                new SubjectHistory.Query(
                        KINDS,
                        query.until().map(this::endOf).orElse(Instant.MAX),
                        entry -> entry(look, entry)
                                .filter(found -> wanted(found, query))
                                .isPresent(),
                        query.offset(),
                        query.limit()));
        List<Entry> entries = page.entries().stream()
                .flatMap(entry -> entry(look, entry).stream())
                .toList();
        return new Page(entries, page.more() || page.bounded());
    }

    private Instant endOf(LocalDate day) {
        return day.atTime(LocalTime.MAX).atZone(zone).withLaterOffsetAtOverlap().toInstant();
    }

    private boolean wanted(Entry entry, Query query) {
        String text = query.text().strip().toLowerCase(Locale.ROOT);
        LocalDate day = LocalDate.ofInstant(entry.at(), zone);
        return query.outcome().filter(outcome -> outcome != entry.outcome()).isEmpty()
                && query.from().filter(day::isBefore).isEmpty()
                && query.until().filter(day::isAfter).isEmpty()
                && Stream.of(entry.reader().name(), entry.reader().organisation())
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(text));
    }

    private Optional<Entry> entry(Look look, HistoryEntry entry) {
        return switch (entry) {
            case HistoryEntry.Opened(SessionRecord session) ->
                session.isEmergency() ? Optional.of(emergency(look, entry, session)) : Optional.empty();
            case HistoryEntry.Shown(DisclosureRecord disclosure, var _) -> Optional.of(shown(look, entry, disclosure));
            case HistoryEntry.Refused(DenialRecord denial) -> Optional.of(refused(look, entry, denial));
            case HistoryEntry.Written _ -> Optional.empty();
        };
    }

    private Entry emergency(Look look, HistoryEntry entry, SessionRecord session) {
        return entry(
                entry,
                look.reader(session.reader().principal(), session.reader().organisation()),
                Optional.of(session.reader().purpose()),
                new Ending(Outcome.EMERGENCY, Map.of(), Optional.empty(), false));
    }

    private Entry shown(Look look, HistoryEntry entry, DisclosureRecord disclosure) {
        Map<ShownKind, Integer> shown = new EnumMap<>(ShownKind.class);
        for (ShownGroup group : disclosure.shown()) {
            shown.merge(kind(group.group()), group.count(), Integer::sum);
        }
        Outcome outcome = disclosure.emergency() ? Outcome.EMERGENCY : Outcome.SHOWN;
        return entry(
                entry,
                look.reader(disclosure.reader().principal(), disclosure.reader().organisation()),
                Optional.of(disclosure.reader().purpose()),
                new Ending(outcome, shown, Optional.empty(), disclosure.deferred()));
    }

    private Entry refused(Look look, HistoryEntry entry, DenialRecord denial) {
        Reader reader = denial.actor()
                .map(actor -> look.reader(actor, denial.organisation()))
                .orElseGet(() -> new Reader("", organisations.name(denial.organisation())));
        return entry(
                entry,
                reader,
                denial.purpose(),
                new Ending(Outcome.REFUSED, Map.of(), Optional.of(denial.code()), false));
    }

    /// How an entry ended.
    private record Ending(
            Outcome outcome, Map<ShownKind, Integer> shown, Optional<ErrorCode> refusal, boolean deferred) {}

    private static Entry entry(HistoryEntry entry, Reader reader, Optional<PurposeOfUse> purpose, Ending ending) {
        Instant at = entry.time();
        return new Entry(
                at,
                reader,
                purpose.flatMap(Purposes::inWords),
                ending.outcome(),
                ending.shown(),
                ending.refusal(),
                ending.deferred(),
                entry.transaction().map(Refusals::receipt));
    }

    /// One look at the trail: few people read a record many times, and each is asked for once.
    private final class Look {
        private final Map<PrincipalId, String> known = new HashMap<>();

        Reader reader(PrincipalId principal, OrganisationId organisation) {
            String name = known.computeIfAbsent(principal, id -> names.of(id).orElse(id.value()));
            return new Reader(name, organisations.name(organisation));
        }
    }

    private static ShownKind kind(TypeGroup group) {
        return switch (group) {
            case DEMOGRAPHICS -> ShownKind.DEMOGRAPHICS;
            case ENCOUNTERS -> ShownKind.ENCOUNTERS;
            case PROBLEMS -> ShownKind.PROBLEMS;
            case OBSERVATIONS -> ShownKind.OBSERVATIONS;
            case MEDICATIONS -> ShownKind.MEDICATIONS;
            case PROCEDURES -> ShownKind.PROCEDURES;
            case CARE_PLANS -> ShownKind.CARE_PLANS;
            case DOCUMENTS -> ShownKind.DOCUMENTS;
            case CLAIMS -> ShownKind.CLAIMS;
            case GENOMICS -> ShownKind.GENOMICS;
            case CONSENTS -> ShownKind.CONSENTS;
            case TRIALS -> ShownKind.TRIALS;
            case PROVENANCE -> ShownKind.PROVENANCE;
            case DIRECTORY -> ShownKind.OTHER;
        };
    }
}
