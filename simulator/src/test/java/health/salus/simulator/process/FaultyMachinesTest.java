package health.salus.simulator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.client.Credentials;
import health.salus.client.SalusClient;
import health.salus.client.api.NodeStatus;
import health.salus.kernel.SalusException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One of four real nodes runs on a machine with a wrong clock, or with a slow disk. The others go on, it follows them,
/// and nothing is lost. Needs `libfaketime` and `strace`.
@Tag("matrix")
class FaultyMachinesTest {

    private static final int NORTH = 0;
    private static final int EAST = 2;
    private static final int MEMBERS = 4;
    private static final Duration LEVEL_WITHIN = Duration.ofMinutes(3);

    /// The time of day only: nobody's stopwatch is wrong. Without the third setting each wait ends at once, and is
    /// begun again. Not the command `faketime`, which is another process than the node.
    private static final List<String> CLOCK = List.of(
            "env",
            "LD_PRELOAD=/usr/$LIB/faketime/libfaketimeMT.so.1",
            "FAKETIME_DONT_FAKE_MONOTONIC=1",
            "DONT_FAKE_MONOTONIC=1",
            "FAKETIME_FORCE_MONOTONIC_FIX=0");

    /// The tracer is the node's grandchild, so that the process that is stopped is the node.
    private static final List<String> SLOW_DISK = List.of(
            "strace",
            "--daemonize",
            "--follow-forks",
            "--seccomp-bpf",
            "--quiet=all",
            "--output=/dev/null",
            "--trace=fsync,fdatasync,sync_file_range",
            "--inject=fsync,fdatasync,sync_file_range:delay_exit=300ms");

    @TempDir
    Path directory;

    private final AtomicReference<List<String>> within = new AtomicReference<>(List.of());
    private NodeProcesses nodes;

    @BeforeEach
    void start() {
        nodes = new NodeProcesses(
                directory,
                MEMBERS,
                index -> new NodeProcess.Launch(index == EAST ? within.get() : List.of(), NodeProcesses.SMALL));
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void aClockThatIsAnHourFast() {
        withWrongClock("+3600s");
    }

    @Test
    void aClockThatIsAnHourSlow() {
        withWrongClock("-3600s");
    }

    private void withWrongClock(String offset) {
        restart(Stream.concat(CLOCK.stream(), Stream.of("FAKETIME=" + offset)).toList());
        Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();
        NodeWrites.write(nodes, NORTH, "meanwhile", acknowledged);
        assertThat(acknowledged).as("three go on").hasSize(NodeWrites.EACH);
        awaitLevel();
        assertThat(nodes.process(EAST).log()).contains("this node's clock differs from the members'");
        try (SalusClient hurried = nodes.client(EAST, NodeWrites.ONCE)) {
            assertThatThrownBy(() -> hurried.fhir().bundle(NodeProcesses.bundle("wrong"), "wrong"))
                    .isInstanceOf(SalusException.class);
        }

        restart(List.of());
        assertThat(nodes.write(EAST, "right")).hasSize(2);
        awaitLevel();
        acknowledged.forEach(
                (key, places) -> assertThat(nodes.write(NORTH, key)).isEqualTo(places));
    }

    @Test
    void aDiskOnWhichEachSyncTakesLong() {
        restart(SLOW_DISK);
        Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();
        NodeWrites.write(nodes, NORTH, "meanwhile", acknowledged);
        NodeWrites.write(nodes, EAST, "itself", acknowledged);
        assertThat(acknowledged).hasSize(2 * NodeWrites.EACH);
        awaitLevel();
        acknowledged.forEach((key, places) -> assertThat(nodes.write(key.startsWith("itself") ? EAST : NORTH, key))
                .isEqualTo(places));
    }

    private void restart(List<String> on) {
        nodes.process(EAST).stop();
        within.set(on);
        nodes.restart(EAST);
    }

    /// All members have executed and signed the same. Asked without signing in, which a node with a wrong clock
    /// refuses.
    private void awaitLevel() {
        Polling.await("all at the same size, and it is final", LEVEL_WITHIN, () -> {
            long size = nodes.logSize(NORTH);
            return IntStream.range(0, MEMBERS)
                    .mapToObj(this::status)
                    .allMatch(status -> status.logSize() == size && status.finalSize() == size);
        });
    }

    private NodeStatus status(int member) {
        try (SalusClient anybody = nodes.client(new Credentials.Anonymous(), member, NodeWrites.ONCE)) {
            return anybody.status();
        }
    }
}
