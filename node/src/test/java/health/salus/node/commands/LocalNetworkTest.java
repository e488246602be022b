package health.salus.node.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import health.salus.cli.testing.Typist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `network create`, `start`, `status` and `stop` with four real node processes.
@Tag("slow")
class LocalNetworkTest {

    @TempDir
    Path directory;

    private Typist typist = new Typist(Path.of("."));
    private String network = "";

    @BeforeEach
    void create() throws IOException {
        network = directory.resolve("four").toString();
        typist = Typist.inRealTime(directory)
                .with("SALUS_LAUNCHER", LauncherScript.in(directory).toString());
        assertDone(typist.type(
                "network",
                "create",
                network,
                "--members",
                "4",
                "--base-port",
                Integer.toString(LauncherScript.basePort())));
    }

    @AfterEach
    void stop() {
        typist.type("network", "stop", network, "--force");
    }

    @Test
    void fourProcessesStartAgreeAndStop() throws IOException {
        assertDone(typist.type("network", "start", network, "--patience", "300"));

        JsonNode status = assertDone(typist.type("network", "status", network, "--json"));

        List<Long> pids = new ArrayList<>();
        for (JsonNode member : status.get("members")) {
            assertThat(member.get("phase").asText()).isEqualTo("active");
            assertThat(member.get("height").isNumber()).isTrue();
            assertThat(member.get("finalSize").isNumber()).isTrue();
            pids.add(member.get("pid").asLong());
        }
        assertThat(pids).doesNotHaveDuplicates().hasSize(4).allMatch(LocalNetworkTest::isRunning);
        assertThat(typist.type("network", "start", network, "--json").json().get("members"))
                .as("starting again starts nothing")
                .allSatisfy(
                        member -> assertThat(pids).contains(member.get("pid").asLong()));

        Path first = directory.resolve("four/member-1");
        String ours = Files.readString(first.resolve("node.pid"));
        // The number of a process that is not the node: of this one, and with the time at which the node began.
        Files.writeString(first.resolve("node.pid"), ProcessHandle.current().pid() + " " + ours.split(" ")[1]);
        assertThat(typist.type("network", "status", network).out()).contains("running, started elsewhere");
        Files.writeString(first.resolve("node.pid"), ours);

        assertDone(typist.type("network", "stop", network));
        assertThat(pids).noneMatch(LocalNetworkTest::isRunning);
        Typist.Ended after = typist.type("network", "status", network, "--json");
        assertThat(after.code()).isEqualTo(3);
        assertThat(after.json().get("members"))
                .allSatisfy(member -> assertThat(member.get("phase").asText()).isEqualTo("stopped"));
    }

    private static boolean isRunning(long pid) {
        return Optional.of(pid)
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    private static JsonNode assertDone(Typist.Ended ended) {
        assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
        return ended.out().startsWith("{") ? ended.json() : NullNode.getInstance();
    }
}
