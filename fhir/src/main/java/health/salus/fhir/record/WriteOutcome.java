package health.salus.fhir.record;

import health.salus.kernel.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/// What became of a set of changes.
public sealed interface WriteOutcome {
    /// In the log and final.
    ///
    /// @param transaction the id by which the receipt is asked for
    /// @param changes one outcome for each change, in order
    record Accepted(String transaction, List<ChangeOutcome> changes) implements WriteOutcome {
        public Accepted {
            changes = List.copyOf(changes);
        }
    }

    /// Nothing was written.
    ///
    /// @param change the index of the change that was at fault, where one was
    record Refused(ErrorCode code, String detail, OptionalInt change) implements WriteOutcome {}

    /// What became of one change.
    sealed interface ChangeOutcome {
        /// A new version. The id is the change's, or the earlier one where the set was a repetition.
        record Written(ResourceId id, long version, Instant time) implements ChangeOutcome {}

        /// The version that is the deletion.
        record Deleted(ResourceId id, long version, Instant time) implements ChangeOutcome {}

        /// There was nothing to delete.
        record Absent(ResourceId id) implements ChangeOutcome {}

        /// Refused, in a set that is not atomic.
        record Refused(ErrorCode code, String detail) implements ChangeOutcome {}
    }
}
