package health.salus.simulator.process;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Four processes; the one that serves the client, or another, or the client of an import, is killed at each named step
/// as in [SoloStepsTest].
@Tag("matrix")
class NetworkStepsTest {

    private static final int EAST = 2;

    @TempDir
    Path directory;

    private StepKills kills;

    @BeforeEach
    void start() {
        kills = new StepKills(directory, 4);
    }

    @AfterEach
    void stop() {
        kills.close();
    }

    @Test
    void eachStepOfAWrite() {
        Step.WRITE.forEach(kills::write);
        kills.writeAnswered();
        for (Step step : List.of(Step.PIECE_KEPT, Step.EXECUTED, Step.COMMITTED, Step.CHECKPOINT_SIGNED)) {
            kills.writeWithout(EAST, step);
        }
        kills.assertAllThereOnce();
    }

    @Test
    void eachStepOfARead() {
        Step.READ.forEach(kills::read);
        kills.readAnswered();
        kills.readWithout(EAST, Step.PIECE_RELEASED);
        kills.assertAllThereOnce();
    }

    @Test
    void eachStepOfAnImport() {
        Step.IMPORT.forEach(kills::importByDyingClient);
        Step.OF_AN_ITEM.forEach(kills::importByDyingNode);
        kills.assertAllThereOnce();
    }
}
