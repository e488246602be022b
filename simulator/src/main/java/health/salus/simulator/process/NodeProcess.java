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
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_NANOS = 10_000_000;

    private final Process process;
    private final Path log;

    private NodeProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// How the Java machine is started.
    ///
    /// @param within a command that runs the command which follows it, such as one that enters a name space
    /// @param options further options of the Java machine
    public record Launch(List<String> within, List<String> options) {
        public Launch {
            within = List.copyOf(within);
            options = List.copyOf(options);
        }

        public static Launch with(List<String> options) {
            return new Launch(List.of(), options);
        }
    }

    public static NodeProcess start(Path configuration, Path log, Launch launch) {
        List<String> options = new ArrayList<>(launch.options());
        options.add("-Dsalus.engine.log=" + log.resolveSibling(log.getFileName() + ".engine"));
        List<String> command = new ArrayList<>(launch.within());
        command.addAll(java(options, PROGRAM, "start", configuration.toString()));
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

    /// A command that runs a program with this process's Java and class path.
    static List<String> java(List<String> options, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--enable-native") || argument.startsWith("--sun-misc"))
                .forEach(command::add);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
        command.addAll(List.of(arguments));
        return command;
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

    /// Waits until the process has ended by itself.
    ///
    /// @return its status, as a shell has it: 128 and the signal's number when a signal ended it
    public int awaitEnd() {
        if (!await(START_PATIENCE)) {
            throw new IllegalStateException("the node goes on:\n" + log());
        }
        return process.exitValue();
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
