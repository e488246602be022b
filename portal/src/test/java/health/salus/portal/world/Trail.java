package health.salus.portal.world;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SubjectId;
import health.salus.portal.AccessTrail;
import health.salus.portal.Caller;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.Receipts;
import health.salus.portal.ShownKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Invented accesses, and receipts that are genuine if they say so.
public final class Trail implements AccessTrail, Receipts {

    private static final Instant LAST = Instant.parse("2026-09-14T07:41:09Z");

    private final List<Entry> entries = new ArrayList<>();

    public Trail() {
        entries.add(entry(0, new Reader("Dr Ines Okafor", "Linden Hospital"), Outcome.SHOWN, PurposeOfUse.TREAT));
        entries.add(entry(26, new Reader("Dr Jon Keller", "Harbour Clinic"), Outcome.REFUSED, PurposeOfUse.TREAT));
        entries.add(
                entry(50, new Reader("Emergency desk 2", "Harbour Clinic"), Outcome.EMERGENCY, PurposeOfUse.ETREAT));
        for (int i = 0; i < 30; i++) {
            entries.add(entry(
                    100 + i * 31,
                    new Reader("Laboratory service", "Linden Hospital"),
                    Outcome.SHOWN,
                    PurposeOfUse.TREAT));
        }
    }

    private Entry entry(int hoursAgo, Reader reader, Outcome outcome, PurposeOfUse purpose) {
        boolean refused = outcome == Outcome.REFUSED;
        return new Entry(
                LAST.minus(Duration.ofHours(hoursAgo)),
                reader,
                Optional.of(purpose),
                outcome,
                refused ? Map.of() : Map.of(ShownKind.OBSERVATIONS, 4, ShownKind.MEDICATIONS, 2),
                refused ? Optional.of(ErrorCode.CONSENT_DENIED) : Optional.empty(),
                outcome == Outcome.EMERGENCY,
                Optional.of(new ReceiptId("entry-" + (entries.size() + 1))));
    }

    @Override
    public Page entries(Caller caller, SubjectId subject, Query query) {
        caller.concerning(subject);
        String wanted = query.text().toLowerCase(Locale.ROOT);
        List<Entry> found = entries.stream()
                .filter(e -> query.outcome().map(o -> o == e.outcome()).orElse(true))
                .filter(e -> (e.reader().name() + " " + e.reader().organisation())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .filter(e -> query.from().map(from -> !day(e).isBefore(from)).orElse(true))
                .filter(e -> query.until().map(until -> !day(e).isAfter(until)).orElse(true))
                .toList();
        return new Page(
                found.stream().skip(query.offset()).limit(query.limit()).toList(),
                found.size() > query.offset() + query.limit());
    }

    private static LocalDate day(Entry entry) {
        return LocalDate.ofInstant(entry.at(), ZoneOffset.UTC);
    }

    @Override
    public Optional<ReceiptFile> find(Caller caller, ReceiptId id) {
        return Optional.of(new ReceiptFile("salus-" + id.value() + ".txt", "salus receipt v1\ngenuine\n"));
    }

    @Override
    public Check check(String text) {
        if (!text.startsWith("salus receipt v1")) {
            return new Check.Unreadable();
        }
        return text.contains("genuine")
                ? new Check.Genuine(new Facts(
                        "8f2c0b7a9e4d41f6a3c5d7e9f1b3a5c7d9e1f3a5b7c9d1e3f5a7b9c1d3e5f7a9",
                        "demo",
                        41_207,
                        LAST,
                        List.of("consent.GiveConsent"),
                        true,
                        true,
                        "maria",
                        List.of("Linden Hospital", "Harbour Clinic", "Northgate Heart Centre")))
                : new Check.NotProven(Reason.CHANGED_CONTENT);
    }
}
