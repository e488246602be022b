package health.salus.vault.custody;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SessionId;
import java.util.List;
import java.util.Optional;

/// One custodian, near or far. Calls block; a [health.salus.kernel.SalusException] is the custodian's refusal, or
/// says that it cannot be reached.
public interface CustodianClient {

    MemberId member();

    /// Durable when this returns.
    ///
    /// @return the custodian's one acknowledgement of them all, in their order
    Octets store(List<Deposit> deposits);

    /// @param session under which the reader asks; empty for segments that are about no patient
    /// @param segments under the manifests that the caller's ledger has: a piece of another one is none
    /// @return what the custodian has of them, in their order; what does not fit into an answer can be asked for
    /// again
    Release release(Optional<SessionId> session, List<SegmentReference> segments);

    /// The part without secrets, for a custodian of the same set that lost its own.
    Optional<FragmentRelease> fragment(SegmentReference segment);

    /// This custodian's help with the caller's own lost share.
    Octets shareSummand(ShareQuestion question);

    /// What this custodian and the caller have in common when both help a third one.
    Octets pairSecret();
}
