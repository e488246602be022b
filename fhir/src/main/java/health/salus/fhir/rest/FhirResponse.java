package health.salus.fhir.rest;

import health.salus.fhir.bundle.EntityTags;
import health.salus.kernel.Octets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/// One answer, before it is brought into a format.
///
/// @param json the body, or nothing
record FhirResponse(int status, Map<String, String> headers, Octets json) {
    /// The id of the transaction by which the receipt of a write is asked for.
    static final String RECEIPT = "X-Salus-Receipt";

    /// RFC 7240 section 3.
    static final String PREFERENCE_APPLIED = "Preference-Applied";

    static final int OK = 200;
    static final int CREATED = 201;
    static final int NO_CONTENT = 204;
    static final int NOT_MODIFIED = 304;

    FhirResponse {
        headers = Map.copyOf(headers);
    }

    static FhirResponse of(int status, Octets json) {
        return new FhirResponse(status, Map.of(), json);
    }

    static FhirResponse empty(int status) {
        return of(status, Octets.EMPTY);
    }

    FhirResponse with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new FhirResponse(status, more, json);
    }

    /// With the version and its time as R4 http.html#versions has them in headers.
    FhirResponse version(long version, Instant time) {
        return with("ETag", EntityTags.of(version)).with("Last-Modified", httpDate(time));
    }

    static String httpDate(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }
}
