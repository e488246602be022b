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

/// Four real nodes on wires that take 300 ms there and back, and lose frames: writes take longer, and nothing else.
class LateWiresTest {

    @TempDir
    Path directory;

    @Test
    @Tag("matrix")
    void lateAndLossy() throws IOException, InterruptedException {
        Path log = directory.resolve("late.log");
        List<String> command = new ArrayList<>(List.of("unshare", "--map-root-user", "--net"));
        command.addAll(NodeProcess.java(
                List.of("-Xmx256m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"),
                LateNetwork.class.getName(),
                directory.resolve("network").toString()));
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(log)).isZero();
        assertThat(log).content().contains("late: kept");
    }
}
