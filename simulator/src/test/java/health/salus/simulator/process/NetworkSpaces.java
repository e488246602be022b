package health.salus.simulator.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A network name space for each of several processes, joined by wires to one of two bridges. For a process that is
/// itself alone in a user and a network name space, which needs no rights: it stands on the left bridge.
final class NetworkSpaces implements AutoCloseable {

    private static final String NET = "10.77.0.";
    private static final String MASK = "/24";
    private static final int SELF = 254;

    private final List<Process> holders = new ArrayList<>();

    /// With wires that are as good as none.
    NetworkSpaces(int count) {
        this(count, Optional.empty());
    }

    /// @param wires how good they are
    NetworkSpaces(int count, Optional<LateWire.Quality> wires) {
        try {
            run("ip", "link", "set", "lo", "up");
            for (String bridge : List.of("left", "right")) {
                run("ip", "link", "add", bridge, "type", "bridge");
                run("ip", "link", "set", bridge, "up");
            }
            run("ip", "addr", "add", NET + SELF + MASK, "dev", "left");
            for (int i = 0; i < count; i++) {
                add(i, wires);
            }
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private void add(int index, Optional<LateWire.Quality> wires) {
        Process holder = hold();
        holders.add(holder);
        String pid = Long.toString(holder.pid());
        if (wires.isPresent()) {
            new LateWire(link(index), "far" + index, wires.get(), index);
            run("ip", "link", "set", "far" + index, "netns", pid, "name", "eth0");
        } else {
            run("ip", "link", "add", link(index), "type", "veth", "peer", "name", "eth0", "netns", pid);
        }
        connect(index, "left");
        run("ip", "link", "set", link(index), "up");
        inside(index, "ip", "link", "set", "lo", "up");
        inside(index, "ip", "addr", "add", host(index) + MASK, "dev", "eth0");
        inside(index, "ip", "link", "set", "eth0", "up");
    }

    /// A name space is there for as long as a process is in it.
    private static Process hold() {
        try {
            Process holder = new ProcessBuilder("unshare", "--net", "sh", "-c", "echo held && exec cat")
                    .redirectErrorStream(true)
                    .start();
            String said = holder.inputReader(StandardCharsets.UTF_8).readLine();
            if (!"held".equals(said)) {
                throw new IllegalStateException("a network name space cannot be had here: " + said);
            }
            return holder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String host(int index) {
        return NET + (index + 1);
    }

    List<String> hosts() {
        return IntStream.range(0, holders.size()).mapToObj(NetworkSpaces::host).toList();
    }

    /// What a command begins with that is to run there.
    List<String> within(int index) {
        return List.of("nsenter", "--target", Long.toString(holders.get(index).pid()), "--net");
    }

    /// Cuts these off from the others and from this process; they still reach each other.
    void cutOff(List<Integer> indices) {
        indices.forEach(index -> connect(index, "right"));
    }

    void heal() {
        IntStream.range(0, holders.size()).forEach(index -> connect(index, "left"));
    }

    private static void connect(int index, String bridge) {
        run("ip", "link", "set", link(index), "master", bridge);
    }

    private static String link(int index) {
        return "wire" + index;
    }

    private void inside(int index, String... command) {
        List<String> all = new ArrayList<>(within(index));
        all.addAll(List.of(command));
        run(all.toArray(String[]::new));
    }

    private static void run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        holders.forEach(Process::destroy);
    }
}
