package health.salus.consensus.hashgraph;

import health.salus.consensus.Consensus;
import health.salus.kernel.MemberId;
import health.salus.testkit.consensus.ConsensusContract;
import health.salus.testkit.consensus.ConsensusNetwork;
import java.nio.file.Path;
import java.util.List;

/// Four members in one process, over real sockets and files.
class HashgraphConsensusContractTest extends ConsensusContract {

    @Override
    protected ConsensusNetwork network(Path directory) {
        TestNetwork network = TestNetwork.create(directory, 4, HashgraphSettings.LOCAL);
        return new ConsensusNetwork() {
            @Override
            public List<MemberId> members() {
                return network.members();
            }

            @Override
            public Consensus open(MemberId member) {
                return network.open(member);
            }
        };
    }
}
