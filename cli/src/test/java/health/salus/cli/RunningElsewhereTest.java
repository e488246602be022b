package health.salus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.cli.testing.Typist;
import health.salus.client.testing.ScriptedNode;
import health.salus.client.testing.ScriptedNode.Reply;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `network start`, `status` and `stop` about a node that something else started: `salus start`, or a service. What
/// answers for the node is a script, and what holds its home is a process of its own, as locks are held by processes.
class RunningElsewhereTest {

    private static final String LAUNCHER = """
            #!/bin/sh
            case $1 in
            gossip-keys)
              shift
              while [ $# -gt 0 ]; do printf 'certificate of %s' "$2" >"$1/keys/gossip.der"; shift 2; done
              ;;
            start) STARTING ;;
            esac
            """;

    private final ScriptedNode node = new ScriptedNode();

    @TempDir
    Path home;

    private Typist typist = new Typist(Path.of("."));
    private String directory = "";
    private Path member = Path.of("");

    @BeforeEach
    void create() throws IOException {
        typist = Typist.inRealTime(home)
                .with("SALUS_LAUNCHER", home.resolve("launcher").toString());
        starting("exit 1");
        directory = home.resolve("one").toString();
        member = home.resolve("one/member-1");
        Typist.Ended made = typist.type(
                "network", "create", directory, "--network", "one", "--members", "1", "--base-port", "18090");
        assertThat(made.code()).as(made.err()).isZero();
        Path file = home.resolve("one/network.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("http://localhost:18090", node.address().toString()));
        node.on("GET", "/api/status", Reply.json("""
                        {"apiVersion":1,"software":"0.1","network":"one","member":"member-1","engine":"solo","epoch":0,
                        "phase":"active","height":3,"logSize":9,"finalSize":9,"time":"2026-01-01T00:00:00Z",
                        "maxTransactionBytes":1000}"""));
    }

    @AfterEach
    void stop() {
        typist.type("network", "stop", directory, "--force");
        node.close();
    }

    private void starting(String start) throws IOException {
        Path launcher = Files.writeString(home.resolve("launcher"), LAUNCHER.replace("STARTING", start));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void whatWasStartedElsewhereIsLeftAlone() throws Exception {
        try (Holder holder = Holder.of(member)) {
            Typist.Ended started = typist.type("network", "start", directory);
            Typist.Ended status = typist.type("network", "status", directory);
            Typist.Ended stopped = typist.type("network", "stop", directory);

            assertThat(started.code()).as(started.err()).isZero();
            assertThat(started.out()).contains("member-1 is already running, started elsewhere");
            assertThat(member.resolve("node.pid")).doesNotExist();
            assertThat(member.resolve("node.log")).doesNotExist();
            assertThat(status.code()).as(status.err()).isZero();
            assertThat(status.out()).contains("running, started elsewhere").doesNotContain("stopped", "no process");
            assertThat(stopped.code()).isEqualTo(1);
            assertThat(stopped.out()).contains("member-1 was started elsewhere").doesNotContain("are stopped");
            assertThat(holder.process().isAlive()).isTrue();
        }
        assertThat(typist.type("network", "status", directory).out()).contains("no process", "stopped");
    }

    @Test
    void jsonTellsItApart() throws Exception {
        try (Holder _ = Holder.of(member)) {
            var status = typist.type("network", "status", directory, "--json").json();
            var stopped = typist.type("network", "stop", directory, "--json").json();

            assertThat(status.get("members").get(0).get("elsewhere").asBoolean())
                    .isTrue();
            assertThat(stopped.get("stopped").asBoolean()).isFalse();
            assertThat(stopped.get("startedElsewhere").get(0).asText()).isEqualTo("member-1");
        }
    }

    /// Another one may answer in its name, as one that took the home a moment earlier does.
    @Test
    void aProcessThatDiesIsNotActiveThoughAnotherAnswers() throws IOException {
        starting("sleep 2; echo 'another process uses this home'; exit 1");

        Typist.Ended started = typist.type("network", "start", directory);

        assertThat(started.code()).isEqualTo(1);
        assertThat(started.out()).doesNotContain("active");
        assertThat(started.err()).contains("the node of member-1 ended: another process uses this home");
    }

    @Test
    void aProcessThatSaysItIsUpIsActive() throws IOException {
        starting("echo 'node of member member-1 in network one is up at http://localhost'; exec sleep 600");

        Typist.Ended started = typist.type("network", "start", directory);

        assertThat(started.code()).as(started.err()).isZero();
        assertThat(started.out()).contains("process ", "active").doesNotContain("elsewhere");
    }

    /// Holds the home of a member as a running node does.
    record Holder(Process process) implements AutoCloseable {

        static Holder of(Path member) throws IOException, URISyntaxException {
            Path lock = Files.createDirectories(member.resolve("data/ledger")).resolve("LOCK");
            Path classes = Path.of(RunningElsewhereTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classes.toString(),
                            Holder.class.getName(),
                            lock.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("held");
            return new Holder(process);
        }

        /// The program that holds; it ends when nobody is left to write to it.
        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel = FileChannel.open(
                            Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                System.out.println("held");
                System.in.transferTo(System.out);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
