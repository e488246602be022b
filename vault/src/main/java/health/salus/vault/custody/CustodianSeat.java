package health.salus.vault.custody;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import java.util.List;
import java.util.Optional;

/// As whom a custodian acts. A port: sets are decided by governance, and what an acknowledgement says is the ledger's
/// format.
public interface CustodianSeat {

    NetworkId network();

    MemberId member();

    /// Empty when the member is not in the set, or there is no such set.
    Optional<Seating> seating(MemberId member, CustodianSetId set);

    /// The signature by which this member acknowledges that it holds its pieces of all of these durably.
    Octets acknowledge(List<SegmentReference> held);

    /// The same key's signature of a statement that names its own purpose.
    Octets sign(Octets statement);
}
