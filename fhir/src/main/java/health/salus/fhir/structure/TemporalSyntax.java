package health.salus.fhir.structure;

/// The lexical rules of date, dateTime, instant and time (R4 datatypes.html#primitive); days must exist in their
/// month.
final class TemporalSyntax {
    private static final int YEAR_DIGITS = 4;
    private static final int[] MONTH_DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private TemporalSyntax() {}

    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    static boolean date(char[] text, int from, int to) {
        return dateEnd(text, from, to) == to;
    }

    /// A date, or a full date with a time and a zone.
    static boolean dateTime(char[] text, int from, int to) {
        return date(text, from, to) || instant(text, from, to);
    }

    static boolean instant(char[] text, int from, int to) {
        int dateEnd = from + 10;
        if (dateEnd >= to || text[dateEnd] != 'T' || dateEnd(text, from, dateEnd) != dateEnd) {
            return false;
        }
        int timeEnd = time(text, dateEnd + 1, to);
        return timeEnd > 0 && zone(text, timeEnd, to);
    }

    /// Where a date ends, or -1.
    private static int dateEnd(char[] text, int from, int to) {
        int year = number(text, from, YEAR_DIGITS, to);
        int i = from + YEAR_DIGITS;
        if (year < 1 || i == to) {
            return year < 1 ? -1 : i;
        }
        int month = text[i] == '-' ? number(text, i + 1, 2, to) : -1;
        i += 3;
        if (month < 1 || month > 12 || i == to) {
            return month < 1 || month > 12 ? -1 : i;
        }
        int day = text[i] == '-' ? number(text, i + 1, 2, to) : -1;
        return day < 1 || day > days(year, month) ? -1 : i + 3;
    }

    private static int days(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && !leap ? 28 : MONTH_DAYS[month - 1];
    }

    /// Where `hh:mm:ss` with an optional fraction ends, or -1. A leap second may be written.
    static int time(char[] text, int from, int to) {
        int hour = number(text, from, 2, to);
        int minute = number(text, from + 3, 2, to);
        int second = number(text, from + 6, 2, to);
        int i = from + 8;
        boolean valid = hour >= 0
                && hour <= 23
                && minute >= 0
                && minute <= 59
                && second >= 0
                && second <= 60
                && text[from + 2] == ':'
                && text[from + 5] == ':';
        if (!valid) {
            return -1;
        }
        if (i < to && text[i] == '.') {
            int digits = i + 1;
            while (digits < to && PrimitiveSyntax.digit(text[digits])) {
                digits++;
            }
            return digits == i + 1 ? -1 : digits;
        }
        return i;
    }

    /// `Z`, or an offset of at most 14 hours.
    private static boolean zone(char[] text, int from, int to) {
        if (to - from == 1) {
            return text[from] == 'Z';
        }
        if (to - from != 6 || (text[from] != '+' && text[from] != '-') || text[from + 3] != ':') {
            return false;
        }
        int hours = number(text, from + 1, 2, to);
        int minutes = number(text, from + 4, 2, to);
        return hours >= 0 && minutes >= 0 && minutes <= 59 && (hours <= 13 || (hours == 14 && minutes == 0));
    }

    /// The value of a run of digits, or -1.
    private static int number(char[] text, int from, int digits, int to) {
        if (from + digits > to) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            if (!PrimitiveSyntax.digit(text[i])) {
                return -1;
            }
            value = value * 10 + text[i] - '0';
        }
        return value;
    }
}
