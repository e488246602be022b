package health.salus.node.demo;

import health.salus.kernel.SubjectId;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.web.NodeServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Four members in four processes: the writing hospital's node is this one, the reading hospital's is told by lines
/// what to do, the other two just are there.
final class NetworkHost implements DemoHost {

    private final Path network;
    private final List<Member> others = new ArrayList<>();
    private final NodeServer server;

    /// Another member's process.
    private static final class Member {
        private final String name;
        private final Process process;
        private final BufferedReader answers;
        private final PrintStream commands;

        Member(String name, Process process) {
            this.name = name;
            this.process = process;
            this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        }

        String answer() {
            try {
                String line = answers.readLine();
                if (line == null) {
                    throw new IllegalStateException("the process of member " + name + " ended; see its log");
                }
                return line;
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        void stop() {
            commands.close();
            try {
                process.waitFor();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// @param network the directory that holds each member's home
    /// @param progress told of each member that is up
    NetworkHost(Path network, List<String> members, Consumer<String> progress) {
        this.network = network;
        for (String name : members.subList(1, members.size())) {
            others.add(start(name));
        }
        this.server = NodeServer.start(NodeConfigFile.read(configuration(members.getFirst())));
        progress.accept("  " + members.getFirst() + " is up");
        for (Member other : others) {
            other.answer();
            progress.accept("  " + other.name + " is up");
        }
    }

    private Path configuration(String name) {
        return network.resolve(name).resolve("node.properties");
    }

    /// Every other member runs the reader's program, whether it is asked anything or not.
    private Member start(String name) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.contains("AOT") && !argument.startsWith("-agentlib"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "health.salus.node.Main"));
        command.addAll(List.of("demo-member", configuration(name).toString()));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(network.resolve(name + ".log").toFile())
                    .start();
            return new Member(name, process);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public NodeServer server() {
        return server;
    }

    @Override
    public String readerAddress() {
        return NodeConfigFile.read(configuration(others.getFirst().name)).http().publicUrl();
    }

    @Override
    public DemoActions.Attempt read(SubjectId patient) {
        Member reader = others.getFirst();
        reader.commands.println(patient.value());
        String answer = reader.answer();
        if (answer.startsWith(DemoReader.SHOWN)) {
            return new DemoActions.Attempt.Shown(Long.parseLong(answer.substring(DemoReader.SHOWN.length())));
        }
        String[] words = answer.substring(DemoReader.REFUSED.length()).split(" ", 2);
        return new DemoActions.Attempt.Refused(words[0], words[1]);
    }

    /// The last member goes; the other three go on without it.
    @Override
    public DemoActions.Tampering whileStopped(Look look) {
        Member last = others.removeLast();
        last.stop();
        DemoActions.Tampering found = look.at(network.resolve(last.name));
        Member again = start(last.name);
        again.answer();
        others.add(again);
        return found;
    }

    @Override
    public void close() {
        others.forEach(Member::stop);
        server.close();
    }
}
