package health.salus.fhir.search;

import org.jspecify.annotations.Nullable;

/// Reads FHIR dates, dateTimes and instants as the stretch of time that they stand for (R4 search.html#date): a year is
/// all of it. A text without a zone is taken in UTC: members in different zones must find the same.
final class TimeText {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
    private static final long MICROS_PER_DAY = 24 * 60 * MICROS_PER_MINUTE;
    private static final int MAX_FRACTION_DIGITS = 6;
    private static final int YEAR_CHARS = 4;
    private static final int MONTH_CHARS = 7;
    private static final int DAY_CHARS = 10;
    private static final int MINUTE_CHARS = 16;
    private static final int MAX_ZONE_HOURS = 14;
    private static final int DAYS_TO_1970 = 719_468;
    private static final int DAYS_PER_ERA = 146_097;

    private final String text;
    private int at;
    private long fraction;
    private boolean valid = true;

    private TimeText(String text) {
        this.text = text;
    }

    /// The range, or null for what is not a date, or not one that exists.
    static @Nullable TimeRange range(String text) {
        TimeText reader = new TimeText(text);
        TimeRange range = reader.read();
        return reader.valid ? range : null;
    }

    private TimeRange read() {
        int length = text.length();
        int year = digits(YEAR_CHARS, 1, 9999);
        if (length == YEAR_CHARS) {
            return days(day(year, 1, 1), day(year + 1, 1, 1));
        }
        literal('-');
        int month = digits(2, 1, 12);
        if (length == MONTH_CHARS) {
            return days(day(year, month, 1), month == 12 ? day(year + 1, 1, 1) : day(year, month + 1, 1));
        }
        literal('-');
        int dayOfMonth = digits(2, 1, daysIn(year, month));
        long day = day(year, month, dayOfMonth);
        if (length == DAY_CHARS) {
            return days(day, day + 1);
        }
        literal('T');
        long from = day * MICROS_PER_DAY + 60 * MICROS_PER_MINUTE * digits(2, 0, 23);
        literal(':');
        from += MICROS_PER_MINUTE * digits(2, 0, 59);
        long width = MICROS_PER_MINUTE;
        if (length > MINUTE_CHARS && text.charAt(MINUTE_CHARS) == ':') {
            at++;
            from += MICROS_PER_SECOND * digits(2, 0, 60);
            width = MICROS_PER_SECOND;
            if (at < length && text.charAt(at) == '.') {
                at++;
                width = fractionWidth();
                from += fraction;
            }
        }
        from -= zone() * MICROS_PER_MINUTE;
        valid &= at == length;
        return new TimeRange(from, from + width);
    }

    /// Digits beyond microseconds are read over.
    private long fractionWidth() {
        long width = MICROS_PER_SECOND;
        int start = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            if (at - start < MAX_FRACTION_DIGITS) {
                width /= 10;
                fraction += width * (text.charAt(at) - '0');
            }
            at++;
        }
        valid &= at > start;
        return width;
    }

    /// The zone's offset in minutes. A space is what `+` becomes in a URL that was not escaped.
    private long zone() {
        if (!valid || at >= text.length()) {
            return 0;
        }
        char sign = text.charAt(at++);
        if (sign == 'Z') {
            return 0;
        }
        valid &= sign == '+' || sign == '-' || sign == ' ';
        int hours = digits(2, 0, MAX_ZONE_HOURS);
        literal(':');
        int minutes = digits(2, 0, 59);
        return (sign == '-' ? -1L : 1L) * (60L * hours + minutes);
    }

    private int digits(int count, int least, int most) {
        if (!valid || at + count > text.length()) {
            valid = false;
            return least;
        }
        int value = 0;
        for (int end = at + count; at < end; at++) {
            char c = text.charAt(at);
            valid &= isDigit(c);
            value = value * 10 + (c - '0');
        }
        valid &= value >= least && value <= most;
        return valid ? value : least;
    }

    private void literal(char wanted) {
        valid = valid && at < text.length() && text.charAt(at) == wanted;
        at++;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static TimeRange days(long from, long to) {
        return new TimeRange(from * MICROS_PER_DAY, to * MICROS_PER_DAY);
    }

    private static int daysIn(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return switch (month) {
            case 2 -> leap ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /// Days since 1970 in the proleptic Gregorian calendar, counting years from March so that the leap day is the last.
    private static long day(int year, int month, int dayOfMonth) {
        long y = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(y, 400);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + dayOfMonth - 1;
        return era * DAYS_PER_ERA + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - DAYS_TO_1970;
    }
}
