package health.salus.fhir.search;

import java.util.Locale;
import java.util.Optional;

/// How exactly the number of matches is wanted (R4 search.html#total).
public enum Total {
    NONE,
    ESTIMATE,
    ACCURATE;

    static Optional<Total> of(String code) {
        for (Total total : values()) {
            if (total.name().toLowerCase(Locale.ROOT).equals(code)) {
                return Optional.of(total);
            }
        }
        return Optional.empty();
    }
}
