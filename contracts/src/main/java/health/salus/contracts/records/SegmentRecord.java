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
/// @param acknowledgedBy the custodians that signed that they hold their pieces
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
        List<MemberId> acknowledgedBy) {

    public SegmentRecord {
        acknowledgedBy = List.copyOf(acknowledgedBy);
    }
}
