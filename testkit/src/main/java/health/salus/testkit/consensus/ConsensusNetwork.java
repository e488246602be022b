package health.salus.testkit.consensus;

import health.salus.consensus.Consensus;
import health.salus.kernel.MemberId;
import java.util.List;

/// A network that the contract is tried on: one member for an engine of one process, several for others.
public interface ConsensusNetwork {

    List<MemberId> members();

    /// A new engine, not started, over what earlier engines of this member have left on the disk.
    Consensus open(MemberId member);
}
