package health.salus.simulator.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Four real nodes, each in a network name space of its own, whose wires are cut: 3-1, where three go on, and 2-2,
/// where
/// nothing is acknowledged until they are whole again. After both everybody has the same, and what was acknowledged is
/// there once.
class PartitionTest {

    @TempDir
    Path directory;

    @Test
    @Tag("matrix")
    void cutWires() throws IOException, InterruptedException {
        Path log = directory.resolve("partition.log");
        List<String> command = new ArrayList<>(List.of("unshare", "--map-root-user", "--net"));
        command.addAll(NodeProcess.java(
                List.of("-Xmx256m", "-XX:+UseSerialGC"),
                PartitionedNetwork.class.getName(),
                directory.resolve("network").toString()));
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(log)).isZero();
        assertThat(log).content().contains("3-1: kept", "2-2: kept");
    }
}
