package health.salus.consensus.solo;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.consensus.ConsensusPhase;
import health.salus.consensus.Submission;
import health.salus.kernel.ErrorCode;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A disk that fails, in each way that a write can fail, and recovers.
class SoloDiskFailureTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(FailingSegmentFiles.Fault.class)
    void submissionsAreRefusedWhileTheDiskFailsAndNothingAcceptedIsLost(FailingSegmentFiles.Fault fault) {
        FailingSegmentFiles disk = new FailingSegmentFiles(new DiskSegmentFiles(directory));
        CollectingHandler handler = new CollectingHandler(0);
        SoloConsensus engine = new SoloConsensus(SoloFixture.config(directory), SoloFixture.STOPPED_CLOCK, disk);
        try (engine) {
            engine.start(handler);
            SoloFixture.awaitActive(engine);
            SoloFixture.accept(engine, SoloFixture.transaction(1));
            handler.awaitTransactions(1);

            disk.breakDown(fault);
            SoloFixture.accept(engine, SoloFixture.transaction(2));
            disk.awaitFailure();
            awaitPhase(engine, ConsensusPhase.WAITING);
            assertThat(engine.submit(SoloFixture.transaction(3)))
                    .isInstanceOfSatisfying(Submission.Refused.class, refused -> {
                        assertThat(refused.code()).isIn(ErrorCode.STORAGE_FAILED, ErrorCode.STORAGE_FULL);
                        assertThat(refused.detail()).contains(directory.toString(), "broken on purpose");
                    });
            assertThat(handler.transactions()).hasSize(1);

            disk.repair();
            handler.awaitTransactions(2);
            awaitPhase(engine, ConsensusPhase.ACTIVE);
            SoloFixture.accept(engine, SoloFixture.transaction(4));
            handler.awaitTransactions(3);
        }

        CollectingHandler again = new CollectingHandler(0);
        SoloFixture.started(directory, again).close();
        assertThat(again.rounds()).isEqualTo(handler.rounds());
        assertThat(again.transactions())
                .containsExactly(SoloFixture.transaction(1), SoloFixture.transaction(2), SoloFixture.transaction(4));
    }

    @Test
    void anEngineIsClosedWhileTheDiskFails() {
        FailingSegmentFiles disk = new FailingSegmentFiles(new DiskSegmentFiles(directory));
        SoloConsensus engine = new SoloConsensus(SoloFixture.config(directory), SoloFixture.STOPPED_CLOCK, disk);
        CollectingHandler handler = new CollectingHandler(0);
        try (engine) {
            engine.start(handler);
            SoloFixture.awaitActive(engine);
            disk.breakDown(FailingSegmentFiles.Fault.APPEND_NOTHING);
            IntStream.range(0, 5).forEach(i -> engine.submit(SoloFixture.transaction(i)));
            disk.awaitFailure();
        }

        assertThat(engine.status().phase()).isEqualTo(ConsensusPhase.CLOSED);
        assertThat(handler.rounds()).isEmpty();
    }

    private static void awaitPhase(SoloConsensus engine, ConsensusPhase phase) {
        while (engine.status().phase() != phase) {
            Thread.onSpinWait();
        }
    }
}
