package health.salus.fhir.rest;

import java.util.Locale;

/// What the caller would like in the answer (R4 http.html#ops, search.html#errors; RFC 7240).
record Prefer(Returned returned, boolean strict) {
    static final Prefer NOTHING = new Prefer(Returned.UNSAID, false);

    enum Returned {
        UNSAID,
        MINIMAL,
        REPRESENTATION,
        OPERATION_OUTCOME
    }

    static Prefer parse(String header) {
        Prefer prefer = NOTHING;
        for (String wish : header.toLowerCase(Locale.ROOT).split("[,;]")) {
            prefer = switch (wish.strip()) {
                case "return=minimal" -> new Prefer(Returned.MINIMAL, prefer.strict);
                case "return=representation" -> new Prefer(Returned.REPRESENTATION, prefer.strict);
                case "return=operationoutcome" -> new Prefer(Returned.OPERATION_OUTCOME, prefer.strict);
                case "handling=strict" -> new Prefer(prefer.returned, true);
                case "handling=lenient" -> new Prefer(prefer.returned, false);
                default -> prefer;
            };
        }
        return prefer;
    }
}
