package health.salus.portal.world;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SubjectId;
import health.salus.portal.Caller;
import health.salus.portal.ClinicianDesk;
import health.salus.portal.PatientRecord;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.Receipts.ReceiptId;
import health.salus.portal.RecordKind;
import health.salus.portal.Refusal;
import health.salus.portal.summary.ClinicalDate;
import health.salus.portal.summary.FhirMoment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One invented record. Research is refused, everything else is allowed.
public final class Records implements PatientRecord, ClinicianDesk {

    private static final Pattern HEAD = Pattern.compile("\\{\"resourceType\":\"([A-Za-z]+)\",\"id\":\"([^\"]+)\"");

    private static final List<Patient> PATIENTS = List.of(
            new Patient(People.MARIA, "Lindqvist, Maria", Optional.of(LocalDate.parse("1961-04-09")), "LH-204417"),
            new Patient(
                    new SubjectId("s-marek"),
                    "Lindner, Marek",
                    Optional.of(LocalDate.parse("1990-12-24")),
                    "LH-311902"));

    private final List<Document> documents = load();

    private static List<Document> load() {
        try (InputStream in = Records.class.getResourceAsStream("record.ndjson")) {
            if (in == null) {
                throw new IllegalStateException("record.ndjson is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Records::document)
                    .sorted(Comparator.comparing(Records::start).reversed())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Document document(String line) {
        Matcher head = HEAD.matcher(line);
        if (!head.find()) {
            throw new IllegalStateException("a line begins with resourceType and id");
        }
        return new Document(
                new DocumentKey(head.group(1), head.group(2)),
                "1",
                Instant.parse("2026-09-03T09:00:00Z"),
                "Linden Hospital",
                Octets.utf8(line));
    }

    private static Instant start(Document document) {
        return ClinicalDate.of(document.json()).map(FhirMoment::start).orElse(Instant.EPOCH);
    }

    @Override
    public Reading read(Caller caller, SubjectId subject, Query query) {
        caller.concerning(subject);
        Map<RecordKind, Integer> counts = new EnumMap<>(RecordKind.class);
        documents.forEach(d -> counts.merge(RecordKind.of(d.key().resourceType()), 1, Integer::sum));
        List<Document> wanted = documents.stream()
                .filter(d -> query.kinds().isEmpty()
                        || query.kinds().contains(RecordKind.of(d.key().resourceType())))
                .toList();
        List<Document> page =
                wanted.stream().skip(query.offset()).limit(query.limit()).toList();
        return new Reading.Opened(page, counts, wanted.size() > query.offset() + query.limit());
    }

    @Override
    public Reading readOne(Caller caller, SubjectId subject, DocumentKey key) {
        caller.concerning(subject);
        return documents.stream()
                .filter(d -> d.key().equals(key))
                .findFirst()
                .<Reading>map(d -> new Reading.Opened(List.of(d), Map.of(), false))
                .orElseGet(() -> new Reading.Refused(Refusal.of(ErrorCode.NOT_FOUND)));
    }

    @Override
    public List<Patient> find(Caller caller, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return PATIENTS.stream()
                .filter(p -> p.name().toLowerCase(Locale.ROOT).startsWith(wanted)
                        || p.identifier().equalsIgnoreCase(text))
                .toList();
    }

    @Override
    public Optional<Patient> patient(Caller caller, SubjectId subject) {
        return PATIENTS.stream().filter(p -> p.subject().equals(subject)).findFirst();
    }

    @Override
    public Opening open(Caller caller, SubjectId subject, Optional<String> reason) {
        return caller.purpose().orElseThrow() == PurposeOfUse.HRESCH
                ? new Opening.Refused(new Refusal(ErrorCode.CONSENT_DENIED, Optional.of(new ReceiptId("refusal-1"))))
                : new Opening.Opened(Instant.now().plus(Duration.ofMinutes(30)));
    }
}
