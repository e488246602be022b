package health.salus.contracts.records;

import health.salus.contracts.rules.CommandFormat;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Octets;
import health.salus.kernel.SubjectId;
import java.time.Instant;
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

    /// Says of segments of a superseded custodian set that another one keeps them now, under other manifests.
    ///
    /// @param custodianSet the one in force in place of that of each segment
    /// @param until the custodians' word holds; see [MoveAcknowledgement]
    /// @param acknowledgements of n - f members of that set or more; each member's own in the order of the segments
    record MoveSegments(
            List<MovedSegment> segments,
            CustodianSetId custodianSet,
            Instant until,
            List<Acknowledgement> acknowledgements)
            implements RecordsCommand {

        /// What several custodians take over within the time that their word holds.
        public static final int MAX_SEGMENTS = 256;

        public MoveSegments {
            segments = List.copyOf(segments);
            acknowledgements = List.copyOf(acknowledgements);
        }
    }
}
