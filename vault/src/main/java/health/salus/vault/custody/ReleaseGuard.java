package health.salus.vault.custody;

import health.salus.kernel.MemberId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import java.util.List;
import java.util.Optional;

/// Asks this custodian's own copy of the ledger. A port: the vault does not know what a consent is.
@FunctionalInterface
public interface ReleaseGuard {

    /// Returns if the member may have the pieces of all these segments now.
    ///
    /// @throws health.salus.kernel.SalusException why not
    void check(MemberId reader, Optional<SessionId> session, List<SegmentId> segments);
}
