package health.salus.fhir.record;

import health.salus.kernel.ErrorCode;
import java.time.Instant;
import java.util.List;

/// What a history finds.
public sealed interface HistoryOutcome {
    /// The versions, newest first.
    ///
    /// @param total how many there are in the range, on this page or not
    record Versions(List<Version> versions, long total) implements HistoryOutcome {
        public Versions {
            versions = List.copyOf(versions);
        }
    }

    /// There is no such resource, or none that the caller may know of.
    record NotFound() implements HistoryOutcome {}

    /// The caller may not read it; the refusal is recorded.
    record Refused(ErrorCode code, String detail) implements HistoryOutcome {}

    /// One version.
    sealed interface Version {
        /// A version with content, which counts as shown.
        record Written(StoredResource resource) implements Version {}

        /// The version by which the resource was deleted.
        record Removed(ResourceId id, long version, Instant time) implements Version {}
    }
}
