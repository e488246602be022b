package health.salus.fhir.consent;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The time that a FHIR dateTime stands for, from its first to its last nanosecond (R4 datatypes.html#Period: "the end
/// value includes any matching date/time"). A date without a zone is one in UTC.
///
/// @param last in it
record TimeSpan(Instant first, Instant last) {
    private static final Pattern FORM = Pattern.compile(
            "(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d)(T\\d\\d:\\d\\d:\\d\\d(?:\\.(\\d{1,9}))?(?:Z|[+-]\\d\\d:\\d\\d))?)?)?");
    private static final int NANO_DIGITS = 9;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter NANOS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'");
    private static final Instant YEAR_ONE = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant YEAR_TEN_THOUSAND =
            LocalDateTime.of(10_000, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);

    static Optional<TimeSpan> of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(text, matcher));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static TimeSpan read(String text, Matcher matcher) {
        if (matcher.group(4) != null) {
            Instant moment = OffsetDateTime.parse(text).toInstant();
            String fraction = matcher.group(5);
            int digits = fraction == null ? 0 : fraction.length();
            long width = 1;
            for (int i = digits; i < NANO_DIGITS; i++) {
                width *= 10;
            }
            return new TimeSpan(moment, moment.plusNanos(width - 1));
        }
        int year = Integer.parseInt(matcher.group(1));
        if (matcher.group(2) == null) {
            return days(LocalDate.of(year, 1, 1), LocalDate.of(year, 1, 1).plusYears(1));
        }
        YearMonth month = YearMonth.of(year, Integer.parseInt(matcher.group(2)));
        if (matcher.group(3) == null) {
            return days(month.atDay(1), month.plusMonths(1).atDay(1));
        }
        LocalDate day = LocalDate.of(year, month.getMonth(), Integer.parseInt(matcher.group(3)));
        return days(day, day.plusDays(1));
    }

    private static TimeSpan days(LocalDate first, LocalDate after) {
        return new TimeSpan(
                first.atStartOfDay(ZoneOffset.UTC).toInstant(),
                after.atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1));
    }

    /// The start of a Period as the shortest text that means it; empty where FHIR has no such year.
    static Optional<String> start(Instant first) {
        if (!expressible(first)) {
            return Optional.empty();
        }
        LocalDateTime time = LocalDateTime.ofInstant(first, ZoneOffset.UTC);
        boolean midnight = time.equals(time.truncatedTo(ChronoUnit.DAYS));
        return Optional.of(midnight ? time.toLocalDate().toString() : moment(time, time));
    }

    /// The end of a Period as the shortest text that means it; empty where FHIR has no such year.
    static Optional<String> end(Instant last) {
        if (!expressible(last)) {
            return Optional.empty();
        }
        LocalDateTime time = LocalDateTime.ofInstant(last, ZoneOffset.UTC);
        LocalDateTime after = time.plusNanos(1);
        boolean midnight = after.equals(after.truncatedTo(ChronoUnit.DAYS));
        return Optional.of(midnight ? time.toLocalDate().toString() : moment(time, after));
    }

    private static boolean expressible(Instant instant) {
        return !instant.isBefore(YEAR_ONE) && instant.isBefore(YEAR_TEN_THOUSAND);
    }

    /// @param whole is a whole second where the time is one
    private static String moment(LocalDateTime time, LocalDateTime whole) {
        return time.format(whole.equals(whole.truncatedTo(ChronoUnit.SECONDS)) ? SECONDS : NANOS);
    }
}
