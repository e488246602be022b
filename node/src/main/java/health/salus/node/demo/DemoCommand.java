package health.salus.node.demo;

import health.salus.kernel.NetworkId;
import health.salus.node.setup.LocalNetwork;
import health.salus.node.setup.MemberSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/// `salus demo`: makes a network on this machine, tells the story on it, and stays up.
public final class DemoCommand {

    private static final int HTTP_PORT = 8080;
    private static final int PEER_PORT = 9080;
    private static final int GOSSIP_PORT = 7080;

    /// The writing hospital first, the reading one second.
    private static final List<String> MEMBERS = List.of("north", "south", "east", "west");

    private DemoCommand() {}

    public static int run(List<String> arguments) {
        boolean network = arguments.contains("--network");
        Path project = Path.of(System.getProperty("salus.home", "."));
        Path work = project.resolve("target").resolve("demo").resolve(network ? "network" : "solo");
        Path samples = project.resolve("samples").resolve("synthea");
        List<String> members = network ? MEMBERS : MEMBERS.subList(0, 1);
        prepare(work, members);
        Path home = work.resolve(members.getFirst());
        say(network ? "Starting four members, each in a process of its own." : "Starting a node.");
        try (DemoHost host = network ? new NetworkHost(work, members, DemoCommand::say) : new SoloHost(home)) {
            DemoStory story = DemoStory.on(System.out, new LiveDemo(home, samples, host));
            boolean held = story.tell();
            if (held && !arguments.contains("--exit")) {
                story.farewell();
                waitForInterrupt();
            }
            return held ? 0 : 1;
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    /// A fresh network: each member makes its own keys, and all sign the genesis.
    private static void prepare(Path work, List<String> members) {
        try {
            DirectoryCopy.delete(work);
            Files.createDirectories(work);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        LocalNetwork.create(
                work,
                new NetworkId("salus-demo"),
                IntStream.range(0, members.size())
                        .mapToObj(place -> member(members.get(place), place))
                        .toList());
    }

    private static LocalNetwork.Member member(String name, int place) {
        return new LocalNetwork.Member(
                name,
                new MemberSetup.Addresses("127.0.0.1", HTTP_PORT + place, PEER_PORT + place, GOSSIP_PORT + place));
    }

    private static void waitForInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
