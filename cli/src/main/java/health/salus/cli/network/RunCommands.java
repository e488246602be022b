package health.salus.cli.network;

import health.salus.cli.shell.ExitCode;
import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Table;
import health.salus.client.ClientConfig;
import health.salus.client.Credentials;
import health.salus.client.Patience;
import health.salus.client.SalusClient;
import health.salus.client.api.NodeStatus;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Running the members of a network on this machine.
final class RunCommands {

    private static final Duration BETWEEN = Duration.ofMillis(500);

    private RunCommands() {}

    /// @param phase of the node; `stopped` without a process, `starting` while it does not answer
    record Member(
            MemberId member,
            URI url,
            Optional<Long> pid,
            String phase,
            Optional<Long> height,
            Optional<Long> finalSize) {

        boolean isActive() {
            return phase.equals("active");
        }
    }

    record Answer(NetworkId network, boolean active, List<Member> members) {

        List<String> words() {
            Table table = new Table();
            for (Member member : members) {
                table.row(
                        member.member().value(),
                        member.url().toString(),
                        member.pid().map(pid -> "process " + pid).orElse("no process"),
                        member.phase(),
                        member.height().map(height -> "height " + height).orElse(""),
                        member.finalSize().map(size -> size + " final").orElse(""));
            }
            List<String> lines = new ArrayList<>();
            lines.add("network " + network);
            lines.addAll(table.lines());
            return lines;
        }
    }

    static Answer look(Shell shell, Path directory) {
        LocalNetwork network = LocalNetwork.read(directory);
        List<Member> members = network.members().stream()
                .map(member -> look(shell, directory, network, member))
                .toList();
        return new Answer(network.network(), members.stream().allMatch(Member::isActive), members);
    }

    private static Member look(Shell shell, Path directory, LocalNetwork network, LocalNetwork.Member member) {
        Optional<Long> pid =
                new NodeProcess(LocalNetwork.home(directory, member)).running().map(ProcessHandle::pid);
        if (pid.isEmpty()) {
            return new Member(member.member(), member.url(), pid, "stopped", Optional.empty(), Optional.empty());
        }
        ClientConfig config = ClientConfig.of(member.url(), new Credentials.Anonymous())
                .withSurroundings(shell.surroundings())
                .withPatience(Patience.NONE);
        try (SalusClient client = SalusClient.of(config)) {
            NodeStatus status = client.status();
            // Another node may have the port: what it says is not what this one is.
            if (!status.member().equals(member.member()) || !status.network().equals(network.network())) {
                return new Member(
                        member.member(), member.url(), pid, "port in use", Optional.empty(), Optional.empty());
            }
            return new Member(
                    member.member(),
                    member.url(),
                    pid,
                    status.phase(),
                    Optional.of(status.height()),
                    Optional.of(status.finalSize()));
        } catch (SalusException notYet) {
            return new Member(member.member(), member.url(), pid, "starting", Optional.empty(), Optional.empty());
        }
    }

    /// Starts all members.
    @Command(
            name = "start",
            description = "Start the members of a network on this machine, each a process of its own, and wait until"
                    + " they are active.",
            footer = {"", "Example:", "  salus network start four"})
    static final class Start implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "DIRECTORY", description = "The network's directory, or a member's home.")
        private Path directory = Path.of("");

        @Option(
                names = "--patience",
                paramLabel = "SECONDS",
                defaultValue = "180",
                description = "How long to wait (default: ${DEFAULT-VALUE}).")
        private long patienceSeconds;

        @Mixin
        private final Output output = new Output();

        Start(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() throws InterruptedException {
            LocalNetwork network = LocalNetwork.read(directory);
            Launcher launcher = Launcher.of(shell);
            launcher.prepare();
            startMissing(network, launcher);
            Instant deadline = shell.surroundings().time().now().plusSeconds(patienceSeconds);
            Answer answer = look(shell, directory);
            while (!answer.active()) {
                requireRunning(answer);
                if (shell.surroundings().time().now().isAfter(deadline)) {
                    throw new SalusException(
                            ErrorCode.NOT_ACTIVE,
                            "not all members are active yet; their logs are node.log in each home");
                }
                shell.surroundings().pause().of(BETWEEN);
                answer = look(shell, directory);
            }
            return output.show(shell, answer, answer.words());
        }

        /// Under a lock, so that two of these commands do not start a node twice.
        private void startMissing(LocalNetwork network, Launcher launcher) {
            Path lock = directory.resolve("start.lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                for (LocalNetwork.Member member : network.members()) {
                    NodeProcess node = new NodeProcess(LocalNetwork.home(directory, member));
                    if (node.running().isEmpty()) {
                        node.start(launcher);
                    }
                }
            } catch (IOException failed) {
                throw new SalusException(ErrorCode.STORAGE_FAILED, lock + " cannot be written", failed);
            }
        }

        private void requireRunning(Answer answer) {
            for (Member member : answer.members()) {
                if (member.pid().isEmpty()) {
                    LocalNetwork.Member stopped = LocalNetwork.read(directory).members().stream()
                            .filter(each -> each.member().equals(member.member()))
                            .findFirst()
                            .orElseThrow();
                    NodeProcess node = new NodeProcess(LocalNetwork.home(directory, stopped));
                    node.lastWords().forEach(line -> shell.err().println("  " + line));
                    throw new SalusException(
                            ErrorCode.CONFIGURATION,
                            "the node of " + member.member() + " ended; its log is "
                                    + node.home().log());
                }
            }
        }
    }

    /// Says how they are.
    @Command(
            name = "status",
            description = "Say how the members of a network on this machine are.",
            footer = {"", "Example:", "  salus network status four"})
    static final class Status implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "DIRECTORY", description = "The network's directory, or a member's home.")
        private Path directory = Path.of("");

        @Mixin
        private final Output output = new Output();

        Status(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            Answer answer = look(shell, directory);
            return output.show(shell, answer, answer.words(), answer.active() ? ExitCode.OK : ExitCode.UNAVAILABLE);
        }
    }

    /// Stops them.
    @Command(
            name = "stop",
            description = "Stop the members of a network on this machine.",
            footer = {"", "Example:", "  salus network stop four"})
    static final class Stop implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "DIRECTORY", description = "The network's directory, or a member's home.")
        private Path directory = Path.of("");

        @Option(
                names = "--patience",
                paramLabel = "SECONDS",
                defaultValue = "60",
                description = "How long to wait for all of them (default: ${DEFAULT-VALUE}).")
        private long patienceSeconds;

        @Option(names = "--force", description = "Kill those that do not stop in time. Nothing acknowledged is lost.")
        private boolean force;

        @Mixin
        private final Output output = new Output();

        Stop(Shell shell) {
            this.shell = shell;
        }

        record Stopped(NetworkId network, boolean stopped, List<MemberId> stillRunning) {}

        @Override
        public Integer call() {
            LocalNetwork network = LocalNetwork.read(directory);
            List<NodeProcess> nodes = network.members().stream()
                    .map(member -> new NodeProcess(LocalNetwork.home(directory, member)))
                    .toList();
            // All are asked first, so that they stop side by side.
            nodes.forEach(node -> node.running().ifPresent(ProcessHandle::destroy));
            List<MemberId> running = new ArrayList<>();
            long deadline =
                    System.nanoTime() + Duration.ofSeconds(patienceSeconds).toNanos();
            for (int i = 0; i < nodes.size(); i++) {
                if (!nodes.get(i).stop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())), force)) {
                    running.add(network.members().get(i).member());
                }
            }
            Stopped stopped = new Stopped(network.network(), running.isEmpty(), running);
            List<String> lines = running.isEmpty()
                    ? List.of("all members of " + network.network() + " are stopped")
                    : List.of("still running: " + running + "; add --force to kill them");
            return output.show(shell, stopped, lines, running.isEmpty() ? ExitCode.OK : ExitCode.UNAVAILABLE);
        }
    }
}
