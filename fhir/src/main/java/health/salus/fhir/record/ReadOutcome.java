package health.salus.fhir.record;

import health.salus.kernel.ErrorCode;
import java.time.Instant;

/// What a read finds.
public sealed interface ReadOutcome {
    /// The resource, which counts as shown.
    record Found(StoredResource resource) implements ReadOutcome {}

    /// It was deleted, by the version named.
    record Deleted(long version, Instant time) implements ReadOutcome {}

    /// There is none, or none that the caller may know of.
    record NotFound() implements ReadOutcome {}

    /// The caller may not read it; the refusal is recorded.
    record Refused(ErrorCode code, String detail) implements ReadOutcome {}
}
