package health.salus.fhir.structure;

/// The lexical rules of the primitives that JSON writes as strings and numbers (R4 datatypes.html#primitive): the
/// specification's regular expressions by hand, because they run for every value that comes in.
final class PrimitiveSyntax {
    /// R4 datatypes.html#string: "strings SHALL NOT exceed 1MB (1024*1024 characters) in size".
    static final int MAX_STRING_CHARS = 1024 * 1024;

    private static final int MAX_INT_DIGITS = 10;
    private static final int MAX_ID_CHARS = 64;

    private PrimitiveSyntax() {}

    static boolean matches(PrimitiveKind kind, char[] text, int from, int to) {
        if (from == to) {
            return false;
        }
        return switch (kind) {
            case BOOLEAN, DECIMAL -> true;
            case INTEGER -> integer(text, from, to);
            case UNSIGNED_INT -> text[from] != '-' && integer(text, from, to);
            case POSITIVE_INT -> text[from] != '-' && text[from] != '0' && integer(text, from, to);
            case STRING, MARKDOWN -> to - from <= MAX_STRING_CHARS && characters(text, from, to);
            case XHTML -> characters(text, from, to);
            case CODE -> code(text, from, to);
            case ID -> id(text, from, to);
            case URI, URL, CANONICAL -> noSpace(text, from, to);
            case OID -> oid(text, from, to);
            case UUID -> uuid(text, from, to);
            case DATE -> TemporalSyntax.date(text, from, to);
            case DATE_TIME -> TemporalSyntax.dateTime(text, from, to);
            case INSTANT -> TemporalSyntax.instant(text, from, to);
            case TIME -> TemporalSyntax.time(text, from, to) == to;
            case BASE64_BINARY -> base64(text, from, to);
        };
    }

    /// JSON's own grammar has seen to leading zeros and signs; what is left is `-0` and 32 bits.
    private static boolean integer(char[] text, int from, int to) {
        boolean negative = text[from] == '-';
        int digits = to - from - (negative ? 1 : 0);
        if (digits > MAX_INT_DIGITS) {
            return false;
        }
        long value = Long.parseLong(new String(text, from, to - from));
        return value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE && !(negative && value == 0);
    }

    /// Characters that XML can carry too: no control characters, no half of a surrogate pair (RFC 8259 section 8.2).
    private static boolean characters(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text[i];
            if (c < ' ') {
                if (c != '\t' && c != '\n' && c != '\r') {
                    return false;
                }
            } else if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text[i + 1]);
                if (!pair) {
                    return false;
                }
                i++;
            } else if (c >= '\ufffe') {
                return false;
            }
        }
        return true;
    }

    /// `[^\s]+(\s[^\s]+)*`
    private static boolean code(char[] text, int from, int to) {
        boolean space = true;
        for (int i = from; i < to; i++) {
            boolean blank = whitespace(text[i]);
            if (blank && space) {
                return false;
            }
            space = blank;
        }
        return !space && characters(text, from, to);
    }

    private static boolean noSpace(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (whitespace(text[i])) {
                return false;
            }
        }
        return characters(text, from, to);
    }

    /// What `\s` stands for in the specification's expressions.
    private static boolean whitespace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean id(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text[i];
            if (!letter(c) && !digit(c) && c != '-' && c != '.') {
                return false;
            }
        }
        return to - from <= MAX_ID_CHARS;
    }

    /// `urn:oid:[0-2](\.(0|[1-9][0-9]*))+`
    private static boolean oid(char[] text, int from, int to) {
        int i = after("urn:oid:", text, from, to);
        if (i < 0 || i == to || text[i] < '0' || text[i] > '2') {
            return false;
        }
        i++;
        int arcs = 0;
        while (i + 1 < to && text[i] == '.' && digit(text[i + 1])) {
            boolean zero = text[i + 1] == '0';
            i += 2;
            while (!zero && i < to && digit(text[i])) {
                i++;
            }
            arcs++;
        }
        return i == to && arcs > 0;
    }

    /// `urn:uuid:` and 8-4-4-4-12 lower-case hexadecimal digits.
    private static boolean uuid(char[] text, int from, int to) {
        int start = after("urn:uuid:", text, from, to);
        if (start < 0 || to - start != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char c = text[start + i];
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !hex(c)) {
                return false;
            }
        }
        return true;
    }

    private static int after(String prefix, char[] text, int from, int to) {
        int end = from + prefix.length();
        if (end > to) {
            return -1;
        }
        for (int i = from; i < end; i++) {
            if (text[i] != prefix.charAt(i - from)) {
                return -1;
            }
        }
        return end;
    }

    /// RFC 4648 section 4, with whitespace between groups of four, and padding at the end only.
    private static boolean base64(char[] text, int from, int to) {
        int count = 0;
        int padding = 0;
        for (int i = from; i < to; i++) {
            char c = text[i];
            if (whitespace(c) && count % 4 == 0) {
                continue;
            }
            if (c == '=') {
                padding++;
            } else if (padding > 0 || (!letter(c) && !digit(c) && c != '+' && c != '/')) {
                return false;
            }
            count++;
        }
        return count > 0 && count % 4 == 0 && padding <= 2;
    }

    private static boolean hex(char c) {
        return digit(c) || (c >= 'a' && c <= 'f');
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
