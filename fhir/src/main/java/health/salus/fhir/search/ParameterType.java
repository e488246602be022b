package health.salus.fhir.search;

import java.util.Locale;

/// The types of search parameters (R4 search.html#ptypes), save `special`.
public enum ParameterType {
    NUMBER,
    DATE,
    STRING,
    TOKEN,
    REFERENCE,
    COMPOSITE,
    QUANTITY,
    URI;

    /// As a CapabilityStatement writes it.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ParameterType of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
