package health.salus.platform.records;

import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.vault.segment.OpenedSegment;
import java.util.List;
import java.util.Optional;

/// Gets the pieces of segments from their custodians and opens them.
public interface SegmentOpening {

    /// @param session under which custodians release; empty for directory segments, which are about no patient
    /// @return in the order of the segments
    /// @throws health.salus.kernel.SalusException when custodians refuse, or fewer than needed can be reached
    List<OpenedSegment> open(Optional<SessionId> session, List<SegmentId> segments);
}
