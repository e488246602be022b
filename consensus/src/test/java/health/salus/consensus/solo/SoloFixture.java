package health.salus.consensus.solo;

import health.salus.consensus.ConsensusPhase;
import health.salus.consensus.Submission;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.TimeSource;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.Assertions;

/// What the tests of the solo engine share.
final class SoloFixture {

    static final NetworkId NETWORK = new NetworkId("test-net");
    static final MemberId MEMBER = new MemberId("member-a");
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final TimeSource STOPPED_CLOCK = () -> NOON;

    private SoloFixture() {}

    static SoloConfig config(Path directory) {
        return new SoloConfig(directory, NETWORK, MEMBER);
    }

    static SoloConfig config(Path directory, SoloLimits limits) {
        return new SoloConfig(directory, NETWORK, MEMBER, limits);
    }

    static SoloConsensus started(Path directory, CollectingHandler handler) {
        return started(config(directory), handler);
    }

    static SoloConsensus started(SoloConfig config, CollectingHandler handler) {
        SoloConsensus engine = new SoloConsensus(config, STOPPED_CLOCK);
        engine.start(handler);
        awaitActive(engine);
        return engine;
    }

    static void awaitActive(SoloConsensus engine) {
        while (engine.status().phase() == ConsensusPhase.STARTING
                || engine.status().phase() == ConsensusPhase.CATCHING_UP) {
            Thread.onSpinWait();
        }
    }

    static void accept(SoloConsensus engine, Octets transaction) {
        Assertions.assertThat(engine.submit(transaction)).isEqualTo(Submission.accepted());
    }

    static Octets transaction(int number) {
        return Octets.utf8("transaction " + number);
    }

    /// Writes the given number of rounds of one transaction each and closes the log.
    static void write(Path directory, int rounds) {
        CollectingHandler handler = new CollectingHandler(0);
        try (SoloConsensus engine = started(directory, handler)) {
            for (int i = 1; i <= rounds; i++) {
                accept(engine, transaction(i));
                handler.awaitTransactions(i);
            }
        }
    }
}
