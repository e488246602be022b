package health.salus.portal.summary;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// A FHIR `date`, `dateTime` or `instant`, shown no more precisely than it was written (FHIR R4, Datatypes).
///
/// @param start the first instant that it can mean, taking a missing zone as UTC; for sorting only
public record FhirMoment(String text, Instant start, Precision precision) {

    /// How much of the moment was written.
    public enum Precision {
        YEAR,
        MONTH,
        DAY,
        TIME
    }

    private static final int YEAR_LENGTH = 4;
    private static final int MONTH_LENGTH = 7;
    private static final int DAY_LENGTH = 10;

    public static Optional<FhirMoment> parse(String text) {
        try {
            return switch (text.length()) {
                case YEAR_LENGTH -> Optional.of(day(text, Year.parse(text).atDay(1), Precision.YEAR));
                case MONTH_LENGTH -> Optional.of(day(text, YearMonth.parse(text).atDay(1), Precision.MONTH));
                case DAY_LENGTH -> Optional.of(day(text, LocalDate.parse(text), Precision.DAY));
                default ->
                    Optional.of(new FhirMoment(text, OffsetDateTime.parse(text).toInstant(), Precision.TIME));
            };
        } catch (DateTimeParseException notAMoment) {
            return Optional.empty();
        }
    }

    /// For reading, such as `28 August 2017, 19:09`; the zone applies only where a time of day was written.
    public String format(ZoneId zone, Locale locale) {
        String pattern = switch (precision) {
            case YEAR -> "uuuu";
            case MONTH -> "MMMM uuuu";
            case DAY -> "d MMMM uuuu";
            case TIME -> "d MMMM uuuu, HH:mm";
        };
        ZoneId shown = precision == Precision.TIME ? zone : ZoneOffset.UTC;
        return DateTimeFormatter.ofPattern(pattern, locale).format(start.atZone(shown));
    }

    /// The day, month or year alone.
    public String formatDay(ZoneId zone, Locale locale) {
        if (precision != Precision.TIME) {
            return format(zone, locale);
        }
        return DateTimeFormatter.ofPattern("d MMMM uuuu", locale)
                .format(start.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }

    private static FhirMoment day(String text, LocalDate first, Precision precision) {
        return new FhirMoment(text, first.atStartOfDay(ZoneOffset.UTC).toInstant(), precision);
    }
}
