package health.salus.simulator.process;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A solo node, or the client of an import, is killed (SIGKILL) at each named step, one after the other. After each
/// kill a copy of what is left passes `fsck`; the node starts again, and has what it acknowledged, once.
class SoloStepsTest {

    @TempDir
    Path directory;

    @Test
    void aFewOfThem() {
        try (StepKills kills = new StepKills(directory, 1)) {
            kills.write(Step.OUTBOX_WRITTEN);
            kills.read(Step.DISCLOSURE_JOURNALLED);
            kills.importByDyingClient(Step.ITEM_ANSWERED);
            kills.assertAllThereOnce();
        }
    }

    @Test
    @Tag("matrix")
    void eachStepOfAWrite() {
        try (StepKills kills = new StepKills(directory, 1)) {
            Step.WRITE.forEach(kills::write);
            kills.writeAnswered();
            kills.assertAllThereOnce();
        }
    }

    @Test
    @Tag("matrix")
    void eachStepOfARead() {
        try (StepKills kills = new StepKills(directory, 1)) {
            Step.READ.forEach(kills::read);
            kills.readAnswered();
            kills.assertAllThereOnce();
        }
    }

    @Test
    @Tag("matrix")
    void eachStepOfAnImport() {
        try (StepKills kills = new StepKills(directory, 1)) {
            Step.IMPORT.forEach(kills::importByDyingClient);
            Step.OF_AN_ITEM.forEach(kills::importByDyingNode);
            kills.assertAllThereOnce();
        }
    }
}
