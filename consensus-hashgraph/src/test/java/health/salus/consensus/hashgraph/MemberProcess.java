package health.salus.consensus.hashgraph;

import health.salus.kernel.MemberId;
import health.salus.testkit.consensus.Await;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A member in a process of its own, and what it has printed over all its lives.
final class MemberProcess {

    private final Path directory;
    private final MemberId member;
    private final List<String> experiments;
    private final Map<Long, String> rounds = new TreeMap<>();
    private final Set<String> marks = new TreeSet<>();
    private final List<String> gaps = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final List<String> conflicts = new ArrayList<>();
    private Optional<Process> process = Optional.empty();
    private Optional<BufferedWriter> input = Optional.empty();

    MemberProcess(Path directory, MemberId member, List<String> experiments) {
        this.directory = directory;
        this.member = member;
        this.experiments = experiments;
    }

    MemberId member() {
        return member;
    }

    void start() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                MemberProgram.class.getName(),
                directory.toString(),
                member.value()));
        command.addAll(experiments);
        try {
            File errors = directory.resolve(member.value() + ".err").toFile();
            Process started = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(errors))
                    .start();
            process = Optional.of(started);
            input = Optional.of(started.outputWriter());
            Thread.ofPlatform().daemon().start(() -> read(started));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private void read(Process started) {
        try (BufferedReader reader = started.inputReader()) {
            String line = reader.readLine();
            while (line != null) {
                note(line);
                line = reader.readLine();
            }
        } catch (IOException killed) {
            // What a killed process had printed was read before.
        }
    }

    private synchronized void note(String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "round" -> {
                String content = words[2] + " " + words[3];
                Optional.ofNullable(rounds.put(Long.parseLong(words[1]), content))
                        .filter(before -> !before.equals(content))
                        .ifPresent(before -> conflicts.add(line + " was " + before));
                marks.addAll(List.of(words).subList(4, words.length));
            }
            case "gap" -> gaps.add(line);
            default -> answers.add(line);
        }
        notifyAll();
    }

    void kill() {
        process.ifPresent(running -> {
            try {
                running.destroyForcibly().waitFor();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        });
        process = Optional.empty();
    }

    /// SIGSTOP and SIGCONT, as a virtual machine that is suspended.
    void signal(String name) {
        try {
            new ProcessBuilder(
                            "kill",
                            "-" + name,
                            Long.toString(process.orElseThrow().pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    /// Sends a command and returns the next line that is not a round.
    String ask(String command) {
        int before;
        synchronized (this) {
            before = answers.size();
        }
        tell(command);
        Await.until(this, () -> answers.size() > before, () -> member + " does not answer " + command);
        synchronized (this) {
            return answers.get(before);
        }
    }

    void tell(String command) {
        try {
            BufferedWriter writer = input.orElseThrow();
            writer.write(command + "\n");
            writer.flush();
        } catch (IOException gone) {
            throw new AssertionError(member + " is gone; see " + directory.resolve(member.value() + ".err"), gone);
        }
    }

    void awaitPhase(String phase) {
        Await.until(
                () -> ask("status").startsWith("status " + phase + " "),
                () -> member + " is not " + phase + " but " + ask("status"));
    }

    /// Submits until it is accepted and delivered here.
    void submitMark(String mark) {
        Await.until(
                () -> ask("submit mark " + mark).equals("submitted ACCEPTED"), () -> member + " does not take " + mark);
    }

    void awaitMark(String mark) {
        Await.until(this, () -> marks.contains(mark), () -> member + " has not seen " + mark);
    }

    void awaitRounds(long count) {
        long before = rounds().size();
        Await.until(
                this, () -> rounds.size() >= before + count, () -> member + " has only " + rounds.size() + " rounds");
    }

    synchronized Map<Long, String> rounds() {
        return new TreeMap<>(rounds);
    }

    synchronized List<String> gaps() {
        return List.copyOf(gaps);
    }

    synchronized List<String> conflicts() {
        return List.copyOf(conflicts);
    }
}
