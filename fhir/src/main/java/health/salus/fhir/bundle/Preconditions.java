package health.salus.fhir.bundle;

import java.util.Optional;

/// The conditions that a request comes with: headers of a request, members of a Bundle entry's request (R4
/// http.html#concurrency, #cond-update).
public record Preconditions(
        Optional<String> ifMatch,
        Optional<String> ifNoneMatch,
        Optional<String> ifModifiedSince,
        Optional<String> ifNoneExist) {
    public static final Preconditions NONE =
            new Preconditions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
