package health.salus.simulator.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One node, started as an operator starts it: `Main start` over a configuration file, with this process's class path.
public final class NodeProcess implements AutoCloseable {

    private static final String PROGRAM = "health.salus.node.Main";
    private static final String UP = " is up";
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_NANOS = 10_000_000;

    private final Process process;
    private final Path log;

    private NodeProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// @param options further options of the Java machine
    public static NodeProcess start(Path configuration, Path log, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--enable-native") || argument.startsWith("--sun-misc"))
                .forEach(command::add);
        command.add("-Dsalus.engine.log=" + log.resolveSibling(log.getFileName() + ".engine"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PROGRAM, "start"));
        command.add(configuration.toString());
        try {
            Files.deleteIfExists(log);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new NodeProcess(process, log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Waits for the line that says that the doors are open.
    public NodeProcess awaitUp() {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!log().contains(UP)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the node did not come up:\n" + log());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return this;
    }

    public String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// SIGKILL: the process gets to do nothing more.
    public void kill() {
        process.destroyForcibly();
        await(STOP_PATIENCE);
    }

    /// SIGSTOP: the process is there, keeps its connections, and does not move.
    public void freeze() {
        signal("STOP");
    }

    /// SIGCONT, after [#freeze].
    public void thaw() {
        signal("CONT");
    }

    /// SIGTERM: the process ends what is under way, and itself.
    public void stop() {
        process.destroy();
        if (!await(STOP_PATIENCE)) {
            kill();
        }
    }

    private boolean await(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + status);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        await(STOP_PATIENCE);
    }
}
