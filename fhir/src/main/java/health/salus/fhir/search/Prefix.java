package health.salus.fhir.search;

import java.util.Locale;

/// How an ordered value compares (R4 search.html#prefix).
enum Prefix {
    EQ,
    NE,
    GT,
    LT,
    GE,
    LE,
    SA,
    EB,
    AP;

    private static final int LENGTH = 2;

    /// A value with its prefix taken off.
    record Prefixed(Prefix prefix, String text) {}

    static Prefixed read(String text) {
        for (Prefix prefix : values()) {
            if (text.startsWith(prefix.code())) {
                return new Prefixed(prefix, text.substring(LENGTH));
            }
        }
        return new Prefixed(EQ, text);
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
