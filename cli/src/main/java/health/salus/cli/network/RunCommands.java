package health.salus.cli.network;

import health.salus.cli.network.RunningMembers.Answer;
import health.salus.cli.network.RunningMembers.Member;
import health.salus.cli.shell.ExitCode;
import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Running the members of a network on this machine.
final class RunCommands {

    private static final Duration BETWEEN = Duration.ofMillis(500);

    private RunCommands() {}

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
            Map<MemberId, Long> started = startMissing(network, launcher);
            Instant deadline = shell.surroundings().time().now().plusSeconds(patienceSeconds);
            Answer answer = look(network, started);
            while (!answer.active()) {
                requireRunning(network, answer);
                if (shell.surroundings().time().now().isAfter(deadline)) {
                    throw new SalusException(
                            ErrorCode.NOT_ACTIVE,
                            "not all members are active yet; their logs are node.log in each home");
                }
                shell.surroundings().pause().of(BETWEEN);
                answer = look(network, started);
            }
            List<String> lines = new ArrayList<>();
            answer.members().stream()
                    .filter(Member::elsewhere)
                    .forEach(member -> lines.add(member.member() + " is already running, started elsewhere"));
            lines.addAll(answer.words());
            return output.show(shell, answer, lines);
        }

        /// Under a lock, so that two of these commands do not start a node twice. Answers where in their logs the words
        /// of those begin that it started.
        private Map<MemberId, Long> startMissing(LocalNetwork network, Launcher launcher) {
            Path lock = directory.resolve("start.lock");
            Map<MemberId, Long> started = new LinkedHashMap<>();
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                for (LocalNetwork.Member member : network.members()) {
                    NodeProcess node = process(member);
                    if (node.running().isEmpty() && !node.isElsewhere()) {
                        started.put(member.member(), node.start(launcher));
                    }
                }
            } catch (IOException failed) {
                throw new SalusException(ErrorCode.STORAGE_FAILED, lock + " cannot be written", failed);
            }
            return started;
        }

        private NodeProcess process(LocalNetwork.Member member) {
            return new NodeProcess(LocalNetwork.home(directory, member));
        }

        private Answer look(LocalNetwork network, Map<MemberId, Long> started) {
            Map<MemberId, Member> members = new LinkedHashMap<>();
            for (Member member : RunningMembers.look(shell, directory).members()) {
                members.put(member.member(), member);
            }
            for (LocalNetwork.Member member : network.members()) {
                Long begin = started.get(member.member());
                if (begin != null && !process(member).isUp(begin)) {
                    members.computeIfPresent(member.member(), (_, known) -> known.comingUp());
                }
            }
            return RunningMembers.answer(network.network(), List.copyOf(members.values()));
        }

        private void requireRunning(LocalNetwork network, Answer answer) {
            for (Member member : answer.members()) {
                if (member.isStopped()) {
                    NodeProcess node = network.members().stream()
                            .filter(each -> each.member().equals(member.member()))
                            .map(this::process)
                            .findFirst()
                            .orElseThrow();
                    List<String> words = node.lastWords();
                    words.forEach(line -> shell.err().println("  " + line));
                    throw new SalusException(
                            ErrorCode.CONFIGURATION,
                            "the node of " + member.member() + " ended"
                                    + (words.isEmpty()
                                            ? ""
                                            : ": " + words.getLast().strip())
                                    + "; its log is " + node.home().log());
                }
            }
        }
    }

    /// Says how they are.
    @Command(
            name = "status",
            description = {
                "Say how the members of a network on this machine are. Whoever may read a member's keys also learns what",
                "its node sees: finality and signatures, disagreements, votes, disk and repair."
            },
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
            Answer answer = RunningMembers.look(shell, directory);
            List<String> lines = new ArrayList<>();
            Answer whole = answer.members().stream()
                    .filter(Member::isActive)
                    .findFirst()
                    .map(member -> withOperations(answer, member, lines))
                    .orElse(answer);
            lines.addAll(0, whole.words());
            return output.show(shell, whole, lines, answer.active() ? ExitCode.OK : ExitCode.UNAVAILABLE);
        }

        /// Who may not read the keys of the home still learns how the nodes are.
        private Answer withOperations(Answer answer, Member member, List<String> notes) {
            LocalNetwork.Member local = LocalNetwork.read(directory).members().stream()
                    .filter(each -> each.member().equals(member.member()))
                    .findFirst()
                    .orElseThrow();
            try {
                return answer.with(OperationsText.ask(shell, LocalNetwork.home(directory, local), member.url()));
            } catch (SalusException refused) {
                notes.add("more is not to be had from " + member.member() + ": " + refused.detail());
                return answer;
            }
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

        record Stopped(
                NetworkId network, boolean stopped, List<MemberId> stillRunning, List<MemberId> startedElsewhere) {

            List<String> words() {
                List<String> lines = new ArrayList<>();
                if (stopped) {
                    lines.add("all members of " + network + " are stopped");
                }
                if (!stillRunning.isEmpty()) {
                    lines.add("still running: " + stillRunning + "; add --force to kill them");
                }
                startedElsewhere.forEach(
                        member -> lines.add(member + " was started elsewhere and is running; stop it there"));
                return lines;
            }

            ExitCode exitCode() {
                if (stopped) {
                    return ExitCode.OK;
                }
                return startedElsewhere.isEmpty() ? ExitCode.UNAVAILABLE : ExitCode.REFUSED;
            }
        }

        @Override
        public Integer call() {
            LocalNetwork network = LocalNetwork.read(directory);
            Map<MemberId, NodeProcess> nodes = new LinkedHashMap<>();
            network.members()
                    .forEach(member ->
                            nodes.put(member.member(), new NodeProcess(LocalNetwork.home(directory, member))));
            List<MemberId> elsewhere = nodes.entrySet().stream()
                    .filter(node -> node.getValue().isElsewhere())
                    .map(Map.Entry::getKey)
                    .toList();
            // All are asked first, so that they stop side by side.
            nodes.values().forEach(node -> node.running().ifPresent(ProcessHandle::destroy));
            List<MemberId> running = new ArrayList<>();
            long deadline =
                    System.nanoTime() + Duration.ofSeconds(patienceSeconds).toNanos();
            nodes.forEach((member, node) -> {
                if (!node.stop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())), force)) {
                    running.add(member);
                }
            });
            Stopped stopped =
                    new Stopped(network.network(), running.isEmpty() && elsewhere.isEmpty(), running, elsewhere);
            return output.show(shell, stopped, stopped.words(), stopped.exitCode());
        }
    }
}
