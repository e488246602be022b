package health.salus.platform.records;

import health.salus.kernel.ErrorCode;
import java.time.Instant;

/// What a read finds.
public sealed interface ReadResult {

    /// It counts as shown.
    record Found(StoredRecord resource) implements ReadResult {}

    record Deleted(long version, Instant time) implements ReadResult {}

    /// There is none, or none that the requester may know of.
    record NotFound() implements ReadResult {}

    /// The requester may not read it; the refusal is recorded.
    record Refused(ErrorCode code, String detail) implements ReadResult {}
}
