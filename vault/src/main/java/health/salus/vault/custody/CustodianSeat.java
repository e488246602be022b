package health.salus.vault.custody;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import java.util.Optional;

/// As whom a custodian acts. A port: sets are decided by governance, and what an acknowledgement says is the ledger's
/// format.
public interface CustodianSeat {

    NetworkId network();

    MemberId member();

    /// Empty when the member is not in the set, or there is no such set.
    Optional<Seating> seating(MemberId member, CustodianSetId set);

    /// The signature by which this member acknowledges that it holds its piece durably.
    Octets acknowledge(SegmentId segment, Digest manifest);

    /// The same key's signature of a statement that names its own purpose.
    Octets sign(Octets statement);
}
