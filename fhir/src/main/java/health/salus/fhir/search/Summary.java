package health.salus.fhir.search;

import java.util.Locale;
import java.util.Optional;

/// How much of each match is wanted (R4 search.html#summary). A server may answer with more, except for `count`.
public enum Summary {
    FALSE,
    TRUE,
    TEXT,
    DATA,
    COUNT;

    static Optional<Summary> of(String code) {
        for (Summary summary : values()) {
            if (summary.name().toLowerCase(Locale.ROOT).equals(code)) {
                return Optional.of(summary);
            }
        }
        return Optional.empty();
    }
}
