package health.salus.portal.record;

import health.salus.kernel.SubjectId;
import health.salus.portal.Caller;
import health.salus.portal.PatientRecord;
import health.salus.portal.PatientRecord.Document;
import health.salus.portal.PatientRecord.DocumentKey;
import health.salus.portal.PatientRecord.Query;
import health.salus.portal.PatientRecord.Reading;
import health.salus.portal.RecordKind;
import health.salus.portal.Refusal;
import health.salus.portal.page.Formats;
import health.salus.portal.page.Words;
import health.salus.portal.summary.FhirMoment;
import health.salus.portal.summary.Summaries;
import health.salus.portal.summary.Summary;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads a record through the port and arranges it for the templates; patients and clinicians see the same.
public final class RecordView {

    /// Entries on one page of the timeline.
    private static final int TIMELINE_PAGE_SIZE = 25;

    /// Entries of each kind in the overview.
    private static final int OVERVIEW_ENTRIES = 6;

    /// Documents looked at to find the overview's entries.
    private static final int OVERVIEW_LOOK = 100;

    private static final Set<String> PAST_CONDITION = Set.of("resolved", "inactive", "remission");
    private static final Set<String> PAST_MEDICINE = Set.of("completed", "stopped", "cancelled", "entered-in-error");

    private final PatientRecord record;
    private final Formats formats;
    private final Summaries summaries;

    public RecordView(PatientRecord record, Formats formats, Words words) {
        this.record = record;
        this.formats = formats;
        this.summaries = new Summaries(formats.zone(), formats.locale(), words::of);
    }

    /// One line of a list.
    public record Entry(DocumentKey key, Summary summary, String day, String author) {}

    /// The entries of one year.
    public record Year(String year, List<Entry> entries) {}

    /// A choice of the filter, with how many documents it leads to.
    public record Choice(String kind, int count, boolean current) {}

    /// The part of the record that changes with the filter.
    ///
    /// @param next offset of the following page
    public record Timeline(
            List<Choice> choices,
            List<Year> years,
            String kind,
            int first,
            int last,
            Optional<Integer> previous,
            Optional<Integer> next) {}

    /// What matters at first sight.
    public record Overview(List<Entry> allergies, List<Entry> conditions, List<Entry> medicines) {}

    /// One document in full.
    public record Page(Entry entry, String moment, String lastUpdated, String version) {}

    /// The answer to a look, with what was asked for or the refusal.
    public sealed interface Look<T> {
        record Seen<T>(T what) implements Look<T> {}

        record NotSeen<T>(Refusal refusal) implements Look<T> {}
    }

    public Look<Timeline> timeline(Caller caller, SubjectId subject, Optional<RecordKind> kind, int offset) {
        Set<RecordKind> kinds = kind.map(Set::of).orElse(Set.of());
        return switch (record.read(caller, subject, new Query(kinds, offset, TIMELINE_PAGE_SIZE))) {
            case Reading.Refused refused -> new Look.NotSeen<>(refused.refusal());
            case Reading.Opened opened -> new Look.Seen<>(timeline(opened, kind, offset));
        };
    }

    private Timeline timeline(Reading.Opened opened, Optional<RecordKind> kind, int offset) {
        List<Choice> choices = new ArrayList<>();
        int all = opened.counts().values().stream().mapToInt(Integer::intValue).sum();
        choices.add(new Choice("", all, kind.isEmpty()));
        Arrays.stream(RecordKind.values())
                .filter(k -> opened.counts().getOrDefault(k, 0) > 0)
                .forEach(k -> choices.add(new Choice(
                        k.name(),
                        opened.counts().getOrDefault(k, 0),
                        kind.filter(k::equals).isPresent())));
        int last = offset + opened.documents().size();
        return new Timeline(
                choices,
                years(opened.documents()),
                kind.map(Enum::name).orElse(""),
                opened.documents().isEmpty() ? 0 : offset + 1,
                last,
                offset > 0 ? Optional.of(Math.max(0, offset - TIMELINE_PAGE_SIZE)) : Optional.empty(),
                opened.more() ? Optional.of(last) : Optional.empty());
    }

    private List<Year> years(List<Document> documents) {
        List<Year> years = new ArrayList<>();
        for (Document document : documents) {
            Entry entry = entry(document);
            String year = entry.summary()
                    .date()
                    .map(FhirMoment::start)
                    .map(start -> String.valueOf(start.atZone(ZoneOffset.UTC).getYear()))
                    .orElse("");
            if (years.isEmpty() || !years.getLast().year().equals(year)) {
                years.add(new Year(year, new ArrayList<>()));
            }
            years.getLast().entries().add(entry);
        }
        return years;
    }

    public Look<Overview> overview(Caller caller, SubjectId subject) {
        Set<RecordKind> kinds = Set.of(RecordKind.ALLERGIES, RecordKind.CONDITIONS, RecordKind.MEDICINES);
        return switch (record.read(caller, subject, new Query(kinds, 0, OVERVIEW_LOOK))) {
            case Reading.Refused refused -> new Look.NotSeen<>(refused.refusal());
            case Reading.Opened opened -> new Look.Seen<>(overview(opened.documents()));
        };
    }

    private Overview overview(List<Document> documents) {
        List<Entry> entries = documents.stream().map(this::entry).toList();
        return new Overview(
                present(entries, "AllergyIntolerance", PAST_CONDITION),
                present(entries, "Condition", PAST_CONDITION),
                present(entries, "MedicationRequest", PAST_MEDICINE));
    }

    private static List<Entry> present(List<Entry> entries, String resourceType, Set<String> past) {
        return entries.stream()
                .filter(entry -> entry.summary().resourceType().equals(resourceType))
                .filter(entry -> entry.summary().status().filter(past::contains).isEmpty())
                .limit(OVERVIEW_ENTRIES)
                .toList();
    }

    public Look<Page> page(Caller caller, SubjectId subject, DocumentKey key) {
        return one(caller, subject, key, document -> {
            Entry entry = entry(document);
            String moment = entry.summary()
                    .date()
                    .map(date -> date.format(formats.zone(), formats.locale()))
                    .orElse("");
            return new Page(entry, moment, formats.moment(document.lastUpdated()), document.version());
        });
    }

    public Look<String> source(Caller caller, SubjectId subject, DocumentKey key) {
        return one(caller, subject, key, document -> summaries.pretty(document.json()));
    }

    private <T> Look<T> one(Caller caller, SubjectId subject, DocumentKey key, Function<Document, T> view) {
        return switch (record.readOne(caller, subject, key)) {
            case Reading.Refused refused -> new Look.NotSeen<>(refused.refusal());
            case Reading.Opened opened ->
                new Look.Seen<>(view.apply(opened.documents().getFirst()));
        };
    }

    private Entry entry(Document document) {
        Summary summary = summaries.of(document);
        String day = summary.date()
                .map(date -> date.formatDay(formats.zone(), formats.locale()))
                .orElse("");
        return new Entry(document.key(), summary, day, document.author());
    }
}
