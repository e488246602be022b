package health.salus.fhir.rest;

import java.util.Locale;

/// What the caller would like in the answer (R4 http.html#ops, search.html#errors; RFC 7240).
record Prefer(Returned returned, Handling handling) {
    static final Prefer NOTHING = new Prefer(Returned.UNSAID, Handling.UNSAID);

    enum Returned {
        UNSAID,
        MINIMAL,
        REPRESENTATION,
        OPERATION_OUTCOME
    }

    /// What is unsaid depends: a search leaves out what it does not know, a Consent is taken at its word.
    enum Handling {
        UNSAID,
        STRICT,
        LENIENT
    }

    boolean strict() {
        return handling == Handling.STRICT;
    }

    boolean lenient() {
        return handling == Handling.LENIENT;
    }

    /// RFC 7240 section 2: of a preference that stands twice, the first counts.
    private Prefer handled(Handling wish) {
        return handling == Handling.UNSAID ? new Prefer(returned, wish) : this;
    }

    static Prefer parse(String header) {
        Prefer prefer = NOTHING;
        for (String wish : header.toLowerCase(Locale.ROOT).split("[,;]")) {
            prefer = switch (wish.strip()) {
                case "return=minimal" -> new Prefer(Returned.MINIMAL, prefer.handling);
                case "return=representation" -> new Prefer(Returned.REPRESENTATION, prefer.handling);
                case "return=operationoutcome" -> new Prefer(Returned.OPERATION_OUTCOME, prefer.handling);
                case "handling=strict" -> prefer.handled(Handling.STRICT);
                case "handling=lenient" -> prefer.handled(Handling.LENIENT);
                default -> prefer;
            };
        }
        return prefer;
    }
}
