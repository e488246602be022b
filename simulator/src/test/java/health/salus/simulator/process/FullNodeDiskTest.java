package health.salus.simulator.process;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.SalusClient;
import health.salus.client.api.TransactionState;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node whose whole disk is full, in both modes: ledger, vault, consensus and its own store at once.
@Tag("matrix")
class FullNodeDiskTest {

    private static final int FULL = 0;
    private static final int OTHER = 1;
    private static final int MAX_WRITES = 200;

    @TempDir
    Path directory;

    private final Map<String, List<String>> acknowledged = new TreeMap<>();

    @Test
    void aSoloNodeRefusesClearlyAndResumesByItself() {
        try (SmallDisk disk = SmallDisk.over(directory.resolve("north/data"), 160);
                NodeProcesses nodes = new NodeProcesses(directory, 1, _ -> on(disk))) {
            String refused = fillUp(disk, nodes);
            disk.makeRoom();
            resumes(disk, nodes, refused);
        }
    }

    @Test
    void oneOfFourRefusesClearlyAndTheOthersGoOn() {
        try (SmallDisk disk = SmallDisk.over(directory.resolve("north/data"), 256);
                NodeProcesses nodes = new NodeProcesses(
                        directory,
                        4,
                        member -> member == FULL ? on(disk) : NodeProcess.Launch.with(NodeProcesses.SMALL))) {
            String refused = fillUp(disk, nodes);
            NodeWrites.write(nodes, OTHER, "others", new TreeMap<>());
            long written = nodes.logSize(OTHER);
            disk.makeRoom();
            resumes(disk, nodes, refused);
            assertThat(nodes.logSize(FULL)).as("it has what the others wrote").isGreaterThan(written);
        }
    }

    private static NodeProcess.Launch on(SmallDisk disk) {
        return new NodeProcess.Launch(disk.within(), NodeProcesses.SMALL);
    }

    /// @return the key of a request that was refused for want of room
    private String fillUp(SmallDisk disk, NodeProcesses nodes) {
        NodeWrites.write(nodes, FULL, "before", acknowledged);
        assertReadable(nodes, "before-0");
        disk.fill();
        try (SalusClient client = nodes.client(FULL, NodeWrites.ONCE)) {
            String refused = writeUntilRefused(client);
            assertThat(client.status().logSize()).isPositive();
            assertThat(versions(nodes, "before-0")).containsExactly(TransactionState.FINAL);
            // A read leaves a trace before it answers: without room for the trace there is no answer.
            try {
                assertThat(client.fhir()
                                .read("Observation", observation("before-0"))
                                .status())
                        .isEqualTo(200);
            } catch (SalusException untraceable) {
                assertThat(untraceable.code()).isEqualTo(ErrorCode.STORAGE_FULL);
            }
            return refused;
        }
    }

    private String writeUntilRefused(SalusClient client) {
        for (int i = 0; i < MAX_WRITES; i++) {
            String key = "full-" + i;
            try {
                acknowledged.put(key, NodeProcesses.locations(client.fhir().bundle(NodeProcesses.bundle(key), key)));
            } catch (SalusException refused) {
                System.out.println("after " + i + " writes: " + refused.getMessage());
                assertThat(refused.code()).isEqualTo(ErrorCode.STORAGE_FULL);
                return key;
            }
        }
        throw new AssertionError("a full disk took " + MAX_WRITES + " writes");
    }

    private void resumes(SmallDisk disk, NodeProcesses nodes, String refused) {
        acknowledged.put(refused, nodes.write(FULL, refused));
        NodeWrites.write(nodes, FULL, "after", acknowledged);
        assertAllThere(nodes);
        nodes.process(FULL).stop();
        assertThat(disk.run(NodeProcess.java(
                        List.of(),
                        "health.salus.node.Main",
                        "fsck",
                        nodes.configuration(FULL).toString())))
                .contains("nothing is wrong");
        nodes.restart(FULL);
        assertAllThere(nodes);
    }

    private void assertAllThere(NodeProcesses nodes) {
        acknowledged.forEach((key, places) -> {
            assertThat(nodes.write(FULL, key)).as(key).isEqualTo(places);
            assertThat(versions(nodes, key)).containsExactly(TransactionState.FINAL);
            assertReadable(nodes, key);
        });
    }

    private List<TransactionState> versions(NodeProcesses nodes, String key) {
        return nodes.client(FULL).recordVersions("Observation", observation(key)).items().stream()
                .map(version -> version.state())
                .toList();
    }

    private void assertReadable(NodeProcesses nodes, String key) {
        assertThat(nodes.client(FULL)
                        .fhir()
                        .read("Observation", observation(key))
                        .status())
                .isEqualTo(200);
    }

    private String observation(String key) {
        return NodeWrites.id(
                Optional.ofNullable(acknowledged.get(key)).orElseThrow().getLast());
    }
}
