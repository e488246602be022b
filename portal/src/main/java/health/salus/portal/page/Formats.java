package health.salus.portal.page;

import health.salus.portal.PortalConfig;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/// Moments and numbers as the portal writes them.
public final class Formats {

    private final ZoneId zone;
    private final Locale locale;

    public Formats(PortalConfig config) {
        this.zone = config.zone();
        this.locale = config.locale();
    }

    public ZoneId zone() {
        return zone;
    }

    public Locale locale() {
        return locale;
    }

    public LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /// `28 August 2026`.
    public String day(LocalDate day) {
        return DateTimeFormatter.ofPattern("d MMMM uuuu", locale).format(day);
    }

    public String day(Instant instant) {
        return day(dayOf(instant));
    }

    /// `14:05`.
    public String time(Instant instant) {
        return DateTimeFormatter.ofPattern("HH:mm", locale).format(instant.atZone(zone));
    }

    /// `28 August 2026, 14:05`.
    public String moment(Instant instant) {
        return day(instant) + ", " + time(instant);
    }

    /// `28 August 2026, 14:05:09 UTC`, for proofs.
    public String exact(Instant instant) {
        return DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss zzz", locale).format(instant.atZone(zone));
    }

    /// How the zone is named once on each page that shows times.
    public String zoneName() {
        return zone.getDisplayName(TextStyle.FULL, locale);
    }

    /// The machine-readable form for the `datetime` attribute of HTML's time element.
    public String attribute(Instant instant) {
        return instant.toString();
    }
}
