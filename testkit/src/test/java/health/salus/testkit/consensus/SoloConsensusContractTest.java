package health.salus.testkit.consensus;

import health.salus.consensus.Consensus;
import health.salus.consensus.solo.SoloConfig;
import health.salus.consensus.solo.SoloConsensus;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

class SoloConsensusContractTest extends ConsensusContract {

    private static final MemberId MEMBER = new MemberId("member-0");

    @Override
    protected ConsensusNetwork network(Path directory) {
        SoloConfig config = new SoloConfig(directory, new NetworkId("test-net"), MEMBER);
        return new ConsensusNetwork() {
            @Override
            public List<MemberId> members() {
                return List.of(MEMBER);
            }

            @Override
            public Consensus open(MemberId member) {
                return new SoloConsensus(config, Instant::now);
            }
        };
    }
}
