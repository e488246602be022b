package health.salus.vault.custody;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SegmentId;
import java.util.List;

/// Is told which custodian went without its pieces of a write that succeeded, after all attempts: they are to be
/// repaired.
@FunctionalInterface
public interface MissedPieces {

    void missed(MemberId custodian, List<SegmentId> segments, ErrorCode code);
}
