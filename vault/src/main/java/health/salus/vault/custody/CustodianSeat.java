package health.salus.vault.custody;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import java.util.OptionalInt;

/// As whom a custodian acts. A port: sets are decided by governance, and what an acknowledgement says is the ledger's
/// format.
public interface CustodianSeat {

    NetworkId network();

    MemberId member();

    /// This member's place in the set, from 1; empty when it is not in it.
    OptionalInt placeIn(CustodianSetId set);

    /// The signature by which this member acknowledges that it holds its piece durably.
    Octets acknowledge(SegmentId segment, Digest manifest);
}
