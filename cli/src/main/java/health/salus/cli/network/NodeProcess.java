package health.salus.cli.network;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.proof.membership.HomeUse;
import health.salus.proof.membership.MemberHome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The process of a node on this machine: known by its number and by when it began, since numbers are used again.
record NodeProcess(MemberHome home) {

    private static final int SHOWN_LOG_LINES = 15;

    /// A node says that it is up among its first lines.
    private static final int MAX_FIRST_BYTES = 1 << 20;

    /// A process that is killed is gone as soon as the system comes round to it.
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

    /// The system tells when a process began as a span since it was started itself; where the clock is corrected
    /// meanwhile, two programs make slightly different times of it.
    private static final long CLOCK_STEP_MILLIS = 2_000;

    private Path pidFile() {
        return home.directory().resolve("node.pid");
    }

    /// Starts the node; it outlives this program and its terminal. Answers where in the log its words begin.
    long start(Launcher launcher) {
        Path log = home.log();
        try {
            long begin = Files.exists(log) ? Files.size(log) : 0;
            Process process = new ProcessBuilder(
                            "nohup",
                            launcher.script().toString(),
                            "start",
                            home.configuration().toAbsolutePath().toString())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectErrorStream(true)
                    .start();
            Files.writeString(pidFile(), process.pid() + " " + began(process.toHandle()) + "\n");
            return begin;
        } catch (IOException failed) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION, "the node of " + home.directory() + " cannot be started", failed);
        }
    }

    /// Whether the process that was started has its home and its ports. Its phase does not tell: another process that
    /// took the home a moment earlier answers in the same name.
    boolean isUp(long begin) {
        try (FileChannel log = FileChannel.open(home.log(), StandardOpenOption.READ);
                InputStream words = Channels.newInputStream(log.position(begin))) {
            return new String(words.readNBytes(MAX_FIRST_BYTES), StandardCharsets.UTF_8).contains(HomeUse.UP);
        } catch (IOException unreadable) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, home.log() + " cannot be read", unreadable);
        }
    }

    /// Whether something else runs the node of this home. Not to be asked of a node that this program is starting: to
    /// ask is to hold the lock for a moment.
    boolean isElsewhere() {
        return running().isEmpty() && HomeUse.isInUse(LocalNetwork.data(home));
    }

    Optional<ProcessHandle> running() {
        try {
            if (!Files.exists(pidFile())) {
                return Optional.empty();
            }
            String[] parts = Files.readString(pidFile()).strip().split(" ");
            if (parts.length != 2 || !parts[0].matches("[0-9]{1,10}") || !parts[1].matches("[0-9]{1,15}")) {
                return Optional.empty();
            }
            long begin = Long.parseLong(parts[1]);
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> Math.abs(began(process) - begin) <= CLOCK_STEP_MILLIS);
        } catch (IOException unreadable) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, pidFile() + " cannot be read", unreadable);
        }
    }

    private static long began(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /// Asks the node to stop, and waits; true when it has.
    boolean stop(Duration patience, boolean force) {
        Optional<ProcessHandle> process = running();
        if (process.isEmpty()) {
            return true;
        }
        process.get().destroy();
        boolean gone = awaitExit(process.get(), patience);
        if (!gone && force) {
            process.get().destroyForcibly();
            gone = awaitExit(process.get(), KILL_PATIENCE);
        }
        if (gone) {
            removePidFile();
        }
        return gone;
    }

    private void removePidFile() {
        try {
            Files.deleteIfExists(pidFile());
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, pidFile() + " cannot be removed", failed);
        }
    }

    private static boolean awaitExit(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException late) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.TIMEOUT, "interrupted while waiting for a node to stop", interrupted);
        }
    }

    /// The end of the node's log, to say why it did not start.
    List<String> lastWords() {
        try {
            List<String> lines = Files.exists(home.log()) ? Files.readAllLines(home.log()) : List.of();
            return lines.subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size());
        } catch (IOException unreadable) {
            return List.of("(the log cannot be read: " + unreadable.getMessage() + ")");
        }
    }
}
