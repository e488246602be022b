package health.salus.fhir.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.fhir.FhirException;
import health.salus.kernel.ErrorCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Dates compare as stretches of time (R4 search.html#date, #prefix).
final class DateSearchTest {
    private static final long SEED = Long.getLong("salus.seed", 42);
    private static final int RUNS = 20_000;

    @ParameterizedTest
    @CsvSource({
        // The rows of the specification's table on the value 2013-01-14, and their opposites.
        "eq2013-01-14, 2013-01-14T00:00:00Z, true",
        "eq2013-01-14, 2013-01-14T10:00:00Z, true",
        "eq2013-01-14, 2013-01-15T00:00:00Z, false",
        "2013-01-14, 2013-01-14, true",
        "2013-01-14, 2013-01, false",
        "2013-01, 2013-01-14, true",
        "ne2013-01-14, 2013-01-15T00:00:00Z, true",
        "ne2013-01-14, 2013-01-14T00:00:00Z, false",
        "ne2013-01-14, 2013-01, true",
        "lt2013-01-14T10:00:00Z, 2013-01-14, true",
        "lt2013-01-14, 2013-01-14, false",
        "gt2013-01-14T10:00:00Z, 2013-01-14, true",
        "gt2013-01-14, 2013-01-14T23:59:59Z, false",
        "gt2013-01-14, 2013-01, true",
        "ge2013-03-14, 2013-03-14, true",
        "ge2013-03-14, 2013-03-13T23:59:59Z, false",
        "le2013-03-14, 2013-03-14, true",
        "le2013-03-14, 2013-03-15, false",
        "sa2013-03-14, 2013-03-15, true",
        "sa2013-03-14, 2013-03-14T10:00:00Z, false",
        "sa2013-03-14, 2013, false",
        "eb2013-03-14, 2013-03-13, true",
        "eb2013-03-14, 2013-03, false",
        // A tenth of the time from then to now, which is 2026-03-01: about 16 months.
        "ap2013-03-14, 2014-05-01, true",
        "ap2013-03-14, 2015-01-01, false",
        "ap2013-03-14, 2012-01-01, true",
        // Precision and zones.
        "2013-01-14T10:00, 2013-01-14T10:00:59Z, true",
        "2013-01-14T10:00:00Z, 2013-01-14T10:00:00.999Z, true",
        "2013-01-14T10:00:00.5Z, 2013-01-14T10:00:00.512Z, true",
        "2013-01-14T10:00:00.5Z, 2013-01-14T10:00:00Z, false",
        "2013-01-14T10:00:00+01:00, 2013-01-14T09:00:00Z, true",
        "2013-01-14T10:00:00 01:00, 2013-01-14T09:00:00Z, true",
        "2013-01-14, 2013-01-14T23:30:00-05:00, false",
        "2013-01-15, 2013-01-14T23:30:00-05:00, true",
    })
    void dateTimesCompareByTheTimeTheyCover(String asked, String found, boolean matches) {
        String observation = Searching.observation("\"effectiveDateTime\":\"" + found + "\"");
        assertThat(Searching.finds("Observation?date=" + asked, observation)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "2013, 2013-02-01, 2013-05-01, true",
        "2013-02, 2013-02-01, 2013-05-01, false",
        "gt2013-04, 2013-02-01, 2013-05-01, true",
        "gt2013-05-01, 2013-02-01, 2013-05-01, false",
        "ge2013-05-01, 2013-02-01, , true",
        "gt2050, 2013-02-01, , true",
        "lt1950, , 2013-05-01, true",
        "eb2013-06, 2013-02-01, 2013-05-01, true",
        "eb2013-06, 2013-02-01, , false",
        "sa2013-01, 2013-02-01, , true",
        "2013, 2013-02-01, , false",
    })
    void openEndsOfPeriodsGoOnForever(String asked, String start, String end, boolean matches) {
        String from = start == null ? "" : "\"start\":\"" + start + "\"";
        String to = end == null ? "" : "\"end\":\"" + end + "\"";
        String period = "{" + from + (start == null || end == null ? "" : ",") + to + "}";
        String observation = Searching.observation("\"effectivePeriod\":" + period);
        assertThat(Searching.finds("Observation?date=" + asked, observation)).isEqualTo(matches);
    }

    @Test
    void onlyTheOuterLimitsOfAScheduleCount() {
        String observation = Searching.observation("""
                "effectiveTiming":{"event":["2013-01-31","2013-03-24"],
                  "repeat":{"boundsPeriod":{"start":"2013-01-10","end":"2013-02-01"}}}""");
        assertThat(Searching.finds("Observation?date=ge2013-02-01&date=le2013-02-01", observation))
                .isTrue();
        assertThat(Searching.finds("Observation?date=sa2013-01-09", observation))
                .isTrue();
        assertThat(Searching.finds("Observation?date=sa2013-01-10", observation))
                .isFalse();
        assertThat(Searching.finds("Observation?date=eb2013-03-25", observation))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-03, true",
        "2026-02-03T04:05:06.789Z, true",
        "gt2026-02-03T04:05:06.789Z, false",
        "ge2026-02-03T04:05:06.789Z, true",
        "gt2026-02-03T04:05:06.788Z, true",
        "lt2026-02-03T04:05:06.789Z, false",
        "eb2026-02-03T04:05:07Z, true",
    })
    void lastUpdatedIsTheServersOwn(String asked, boolean matches) {
        assertThat(Searching.finds("Observation?_lastUpdated=" + asked, Searching.observation("")))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2013-13",
                "2013-02-29",
                "2013-1-1",
                "13-01-01",
                "2013-01-01T10",
                "2013-01-01T10:00:00.Z",
                "today",
                "0000",
                "2013-01-01T24:00",
                "2013-01-01T10:00+15:00",
                "gt",
                "2013-01-01T10:00:00Zx",
                "xx2013"
            })
    void whatIsNoDateIsRefused(String text) {
        assertThatThrownBy(() -> Searching.query("Observation?date=" + text))
                .isInstanceOfSatisfying(
                        FhirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED));
    }

    /// Compared with java.time, which is slower by far.
    @Test
    void rangesAreThoseOfTheCalendar() {
        Random random = new Random(SEED);
        for (int run = 0; run < RUNS; run++) {
            LocalDate day = LocalDate.ofEpochDay(random.nextInt(3_600_000) - 719_000);
            LocalDateTime time = day.atTime(random.nextInt(24), random.nextInt(60), random.nextInt(60));
            ZoneOffset zone = ZoneOffset.ofHoursMinutes(random.nextInt(14), random.nextInt(60));
            OffsetDateTime moment = time.atOffset(zone);
            String date = day.toString();
            LocalDate month = day.withDayOfMonth(1);
            Instant start = moment.toInstant();
            assertRange(
                    date.substring(0, 4),
                    at(day.withDayOfYear(1)),
                    at(day.withDayOfYear(1).plusYears(1)));
            assertRange(date.substring(0, 7), at(month), at(month.plusMonths(1)));
            assertRange(date, at(day), at(day.plusDays(1)));
            String seconds = "%s:%02d".formatted(time.truncatedTo(ChronoUnit.MINUTES), time.getSecond());
            assertRange(seconds + (zone.getTotalSeconds() == 0 ? "Z" : zone.toString()), start, start.plusSeconds(1));
        }
    }

    private static Instant at(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static void assertRange(String text, Instant from, Instant to) {
        assertThat(TimeText.range(text))
                .as("seed %d: %s", SEED, text)
                .isEqualTo(new TimeRange(
                        TimeRange.at(from).from(), TimeRange.at(to).from()));
    }
}
