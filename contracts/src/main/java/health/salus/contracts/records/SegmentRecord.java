package health.salus.contracts.records;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A segment, as the ledger knows it.
///
/// @param actor who wrote it
/// @param transaction that registered it
/// @param acknowledgedBy the custodians that signed that they hold the pieces of this manifest
/// @param moved when the segment came to this custodian set; empty while it is where its author placed it
public record SegmentRecord(
        SegmentId id,
        Optional<SubjectId> subject,
        Cell cell,
        CustodianSetId custodianSet,
        Digest manifest,
        Digest merkleRoot,
        int resourceCount,
        PrincipalId actor,
        long height,
        Instant time,
        Digest transaction,
        List<MemberId> acknowledgedBy,
        Optional<Move> moved) {

    public SegmentRecord {
        acknowledgedBy = List.copyOf(acknowledgedBy);
    }

    /// The latest move.
    ///
    /// @param transaction that ordered it: it names the manifest before
    public record Move(long height, Instant time, Digest transaction) {}

    /// The same segment at other custodians; what it is, and since when it counts, stays.
    SegmentRecord movedTo(CustodianSetId set, Digest nextManifest, List<MemberId> holders, Move move) {
        return new SegmentRecord(
                id,
                subject,
                cell,
                set,
                nextManifest,
                merkleRoot,
                resourceCount,
                actor,
                height,
                time,
                transaction,
                holders,
                Optional.of(move));
    }
}
