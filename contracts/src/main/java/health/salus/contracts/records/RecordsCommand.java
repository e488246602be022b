package health.salus.contracts.records;

import health.salus.contracts.rules.CommandFormat;
import health.salus.kernel.Octets;
import health.salus.kernel.SubjectId;
import java.util.List;
import java.util.Optional;

/// What the records contract can be asked to do.
public sealed interface RecordsCommand {

    CommandFormat<RecordsCommand> FORMAT = CommandFormat.of("records", 1, RecordsCommand.class);

    /// Registers segments, and moves each of their resources to its new version.
    ///
    /// @param subject whom all of it is about; empty for the directory
    /// @param segments all of one custodian set
    /// @param acknowledgements of n - f of its members or more; each member's own in the order of the segments,
    /// each
    /// segment once
    /// @param changes see [PackedChanges]
    /// @param buckets in ascending order
    record WriteRecords(
            Optional<SubjectId> subject,
            List<SegmentRegistration> segments,
            List<Acknowledgement> acknowledgements,
            Octets changes,
            List<BucketClaim> buckets)
            implements RecordsCommand {

        public WriteRecords {
            segments = List.copyOf(segments);
            acknowledgements = List.copyOf(acknowledgements);
            buckets = List.copyOf(buckets);
        }
    }
}
