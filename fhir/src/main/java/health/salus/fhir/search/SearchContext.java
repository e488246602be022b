package health.salus.fhir.search;

import java.time.Instant;

/// What a query is read against.
///
/// @param now what `ap` measures the distance of a date from
/// @param base the server's own address: `[base]/Patient/1` in a query means `Patient/1`
record SearchContext(Instant now, String base) {
    String withoutBase(String reference) {
        boolean own = reference.startsWith(base) && reference.startsWith("/", base.length());
        return own && !base.isEmpty() ? reference.substring(base.length() + 1) : reference;
    }
}
