package health.salus.portal.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FhirMomentTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026|2026|2026",
                "2026-08|August 2026|August 2026",
                "2026-08-28|28 August 2026|28 August 2026",
                "2026-08-28T23:05:09Z|29 August 2026, 01:05|29 August 2026",
                "2026-08-28T08:05:00.123+02:00|28 August 2026, 08:05|28 August 2026"
            })
    void showsNoMoreThanWasWritten(String text, String full, String day) {
        FhirMoment moment = FhirMoment.parse(text).orElseThrow();
        assertThat(moment.format(BERLIN, Locale.UK)).isEqualTo(full);
        assertThat(moment.formatDay(BERLIN, Locale.UK)).isEqualTo(day);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "26", "2026-13", "2026-02-30", "2026-08-28T08:05"})
    void whatIsNoMomentIsEmpty(String text) {
        assertThat(FhirMoment.parse(text)).isEmpty();
    }

    @Test
    void sortsByItsFirstInstant() {
        FhirMoment year = FhirMoment.parse("2026").orElseThrow();
        FhirMoment day = FhirMoment.parse("2026-01-02").orElseThrow();
        assertThat(year.start()).isBefore(day.start());
    }
}
