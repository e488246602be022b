package health.salus.node.demo;

import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.OrganisationId;
import health.salus.node.setup.MemberSetup;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.membership.SignedGenesis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

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
        prepare(work, members, network ? "hashgraph" : "solo");
        Path home = work.resolve(members.getFirst());
        try (DemoHost host = network ? new NetworkHost(work, members) : new SoloHost(home)) {
            boolean held =
                    DemoStory.on(System.out, new LiveDemo(home, samples, host)).tell();
            if (held && !arguments.contains("--exit")) {
                waitForInterrupt();
            }
            return held ? 0 : 1;
        }
    }

    /// A fresh network: each member makes its own keys, and all sign the genesis.
    private static void prepare(Path work, List<String> members, String engine) {
        try {
            DirectoryCopy.delete(work);
            Files.createDirectories(work);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        List<MemberSetup> setups = new ArrayList<>();
        List<PublicCard> cards = new ArrayList<>();
        for (String name : members) {
            int place = setups.size();
            MemberSetup setup = new MemberSetup(work.resolve(name));
            String title = Character.toUpperCase(name.charAt(0)) + name.substring(1) + " Hospital";
            cards.add(setup.init(
                    new MemberSetup.Identity(new MemberId(name), new OrganisationId(name + "-hospital"), title, 1),
                    new MemberSetup.Addresses("127.0.0.1", HTTP_PORT + place, PEER_PORT + place, GOSSIP_PORT + place),
                    engine));
            setups.add(setup);
        }
        SignedGenesis genesis = MemberSetup.propose(
                new NetworkId("salus-demo"), cards, Instant.now().minusSeconds(60));
        for (MemberSetup setup : setups) {
            genesis = setup.sign(genesis);
        }
        for (MemberSetup setup : setups) {
            setup.install(genesis);
        }
    }

    private static void waitForInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
