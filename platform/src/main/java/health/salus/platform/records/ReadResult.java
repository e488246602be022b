package health.salus.platform.records;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
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

    /// The resource.
    ///
    /// @throws SalusException why there is none to show
    default StoredRecord orThrow() {
        return switch (this) {
            case Found(StoredRecord resource) -> resource;
            case Deleted _ -> throw new SalusException(ErrorCode.DELETED, "this version is the deletion");
            case NotFound _ -> throw new SalusException(ErrorCode.NOT_FOUND, "there is no such version");
            case Refused(ErrorCode code, String detail) -> throw new SalusException(code, detail);
        };
    }
}
