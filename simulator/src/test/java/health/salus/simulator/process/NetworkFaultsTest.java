package health.salus.simulator.process;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.SalusClient;
import health.salus.client.api.TransactionState;
import health.salus.node.fsck.Fsck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Four members in four processes. One is killed, frozen, or killed again and again while the others write; two are,
/// and writes wait until they are back. Nothing acknowledged is lost, and all end at the same state.
class NetworkFaultsTest {

    private static final int NORTH = 0;
    private static final int EAST = 2;
    private static final int WEST = 3;
    private static final int MEMBERS = 4;
    private static final Duration LEVEL_WITHIN = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    private NodeProcesses nodes;

    @BeforeEach
    void start() {
        nodes = new NodeProcesses(directory, MEMBERS);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void oneOfFourIsKilledAndComesBack() {
        Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();
        Thread writer = Thread.ofVirtual().start(() -> NodeWrites.write(nodes, NORTH, "while", acknowledged));
        nodes.process(WEST).kill();
        join(writer);
        assertThat(acknowledged).as("three go on without the fourth").hasSize(NodeWrites.EACH);

        nodes.restart(WEST);
        awaitLevel();
        assertThereOnce(NORTH, acknowledged);
        nodes.process(WEST).stop();
        assertThat(Fsck.run(nodes.config(WEST))).isEmpty();
    }

    @Test
    @Tag("matrix")
    void oneOfFourIsFrozenAndThaws() {
        nodes.process(EAST).freeze();
        Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();
        NodeWrites.write(nodes, NORTH, "frozen", acknowledged);
        nodes.process(EAST).thaw();
        awaitLevel();
        assertThereOnce(NORTH, acknowledged);
    }

    @Test
    @Tag("matrix")
    void oneOfFourIsSlow() {
        AtomicBoolean done = new AtomicBoolean();
        Thread slowness = Thread.ofVirtual().start(() -> slow(nodes.process(EAST), done));
        Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();
        NodeWrites.write(nodes, NORTH, "slow", acknowledged);
        done.set(true);
        join(slowness);
        awaitLevel();
        assertThereOnce(NORTH, acknowledged);
    }

    /// A machine that gets a tenth of the time that it needs.
    private static void slow(NodeProcess process, AtomicBoolean done) {
        while (!done.get()) {
            process.freeze();
            LockSupport.parkNanos(Duration.ofMillis(450).toNanos());
            process.thaw();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    @Tag("matrix")
    void theWritersOwnNodeIsKilledAtAnyMoment() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();
        for (int round = 0; round < 5; round++) {
            String name = "round-" + round;
            Thread writer = Thread.ofVirtual().start(() -> NodeWrites.write(nodes, NORTH, name, acknowledged));
            LockSupport.parkNanos(random.nextInt(3_000) * 1_000_000L);
            nodes.process(NORTH).kill();
            nodes.restart(NORTH);
            join(writer);
        }
        assertThat(acknowledged).hasSize(5 * NodeWrites.EACH);
        awaitLevel();
        assertThereOnce(NORTH, acknowledged);
    }

    @Test
    @Tag("matrix")
    void withTwoDownAWriteWaitsAndResumes() {
        nodes.process(EAST).kill();
        nodes.process(WEST).kill();
        Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();
        Thread writer = Thread.ofVirtual().start(() -> NodeWrites.write(nodes, NORTH, "two-down", acknowledged));
        // Longer than any write takes: what is acknowledged now is acknowledged wrongly.
        LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
        assertThat(acknowledged).isEmpty();

        nodes.restart(EAST);
        nodes.restart(WEST);
        join(writer);
        assertThat(acknowledged).hasSize(NodeWrites.EACH);
        awaitLevel();
        assertThereOnce(NORTH, acknowledged);
    }

    private void assertThereOnce(int member, Map<String, List<String>> acknowledged) {
        acknowledged.forEach((key, places) -> {
            assertThat(nodes.write(member, key)).isEqualTo(places);
            var versions = nodes.client(member)
                    .recordVersions("Observation", NodeWrites.id(places.get(1)))
                    .items();
            assertThat(versions).hasSize(1).allMatch(version -> version.state() == TransactionState.FINAL);
        });
    }

    /// All members have executed and signed the same.
    private void awaitLevel() {
        Polling.await("all at the same size, and it is final", LEVEL_WITHIN, () -> {
            long size = nodes.logSize(NORTH);
            return IntStream.range(0, MEMBERS)
                    .mapToObj(nodes::client)
                    .map(SalusClient::status)
                    .allMatch(status -> status.logSize() == size && status.finalSize() == size);
        });
    }

    private static void join(Thread writer) {
        try {
            writer.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
