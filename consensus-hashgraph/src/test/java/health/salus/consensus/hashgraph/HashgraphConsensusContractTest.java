package health.salus.consensus.hashgraph;

import health.salus.consensus.Consensus;
import health.salus.kernel.MemberId;
import health.salus.testkit.consensus.ConsensusContract;
import health.salus.testkit.consensus.ConsensusNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Four members in one process, over real sockets and files.
class HashgraphConsensusContractTest extends ConsensusContract {

    /// Where a minute turns during a test, the state on disk would be newer than what a member has executed, which is a
    /// gap: `HashgraphHistoryTest` has those.
    private static final HashgraphSettings SELDOM_SAVED = new HashgraphSettings(
            HashgraphSettings.LOCAL.maxTransactionBytes(),
            HashgraphSettings.LOCAL.maxQueuedBytes(),
            HashgraphSettings.LOCAL.maxQueuedTransactions(),
            HashgraphSettings.LOCAL.observing(),
            Duration.ofDays(1));

    @Override
    protected ConsensusNetwork network(Path directory) {
        TestNetwork network = TestNetwork.create(directory, 4, SELDOM_SAVED);
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
