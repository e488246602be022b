package health.salus.simulator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.node.fsck.Fsck;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A solo node is killed (SIGKILL) while it imports and while it reads, at moments that a seed decides. Whatever it had
/// acknowledged is there afterwards, once, and the store is sound.
class SoloKillTest {

    private static final int WRITERS = 3;
    private static final int LONGEST_MILLIS = 1_500;

    @Test
    void nothingAcknowledgedIsLost(@TempDir Path directory) {
        killAgainAndAgain(directory, 2);
    }

    @Test
    @Tag("matrix")
    void nothingAcknowledgedIsLostOverManyKills(@TempDir Path directory) {
        killAgainAndAgain(directory, 25);
    }

    private static void killAgainAndAgain(Path directory, int rounds) {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();
        try (NodeProcesses node = new NodeProcesses(directory, 1)) {
            for (int round = 0; round < rounds; round++) {
                List<Thread> writers = startWriters(node, round, acknowledged);
                LockSupport.parkNanos(random.nextInt(LONGEST_MILLIS) * 1_000_000L);
                node.process(0).kill();
                // The clients go on trying, with the same keys; the node comes back while they do.
                node.restart(0);
                writers.forEach(SoloKillTest::join);
            }
            assertThat(acknowledged).hasSize(rounds * WRITERS * NodeWrites.EACH);
            acknowledged.forEach((key, places) -> {
                assertThat(node.write(0, key))
                        .as("once, and where it was said to be")
                        .isEqualTo(places);
                String observation = NodeWrites.id(places.get(1));
                assertThat(node.client(0)
                                .fhir()
                                .read("Observation", observation)
                                .status())
                        .isEqualTo(200);
            });
            node.process(0).stop();
            assertThat(Fsck.run(node.config(0))).isEmpty();
        }
    }

    private static List<Thread> startWriters(NodeProcesses node, int round, Map<String, List<String>> acknowledged) {
        Map<String, Thread> writers = new LinkedHashMap<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            String name = "round-" + round + "-writer-" + writer;
            writers.put(name, Thread.ofVirtual().start(() -> NodeWrites.write(node, 0, name, acknowledged)));
        }
        return List.copyOf(writers.values());
    }

    private static void join(Thread writer) {
        try {
            writer.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aNodeThatIsGoneIsSaidToBeGone(@TempDir Path directory) {
        try (NodeProcesses node = new NodeProcesses(directory, 1)) {
            node.process(0).stop();
            assertThat(node.process(0).isAlive()).isFalse();
            assertThat(node.process(0).log()).as("a graceful stop is quiet").doesNotContain("ERROR");
            assertThatThrownBy(() -> NodeWrites.impatient(node, 0).status())
                    .isInstanceOfSatisfying(
                            SalusException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNREACHABLE));
        }
    }
}
