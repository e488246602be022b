package health.salus.benchmarks.node;

import health.salus.benchmarks.Figure;
import health.salus.benchmarks.Figure.Limit;
import health.salus.benchmarks.Figure.Target;
import health.salus.kernel.NetworkId;
import health.salus.node.setup.LocalNetwork;
import health.salus.node.setup.MemberSetup;
import health.salus.testkit.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A solo node started by the launcher, as a user starts it: how soon it is up, and what it takes while nobody asks.
public final class StartFigures {

    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final Duration OBSERVED = Duration.ofSeconds(20);

    private final Path launcher;
    private final int runs;

    public StartFigures(Path project, int runs) {
        this.launcher = project.resolve("salus");
        this.runs = runs;
    }

    public List<Figure> measure() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("salus-bench");
        LocalNetwork.Member member =
                new LocalNetwork.Member("solo", new MemberSetup.Addresses("127.0.0.1", FreePorts.one(), 0, 1));
        Path configuration = LocalNetwork.create(home, new NetworkId("bench"), List.of(member))
                .getFirst();
        List<Double> starts = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int i = 0; i <= runs; i++) {
            boolean last = i == runs;
            long begun = System.nanoTime();
            Process node = new ProcessBuilder(launcher.toString(), "start", configuration.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            awaitUp(node);
            // The first start has caches to fill: the system's, and its own of classes.
            if (i > 0) {
                starts.add((System.nanoTime() - begun) / 1e9);
            }
            if (last) {
                Thread.sleep(SETTLING);
                Footprint idle = new Footprint(node.pid());
                memory.add(idle.residentMegabytes());
                processor.add(idle.percentOfACore(OBSERVED));
            }
            node.destroy();
            node.waitFor();
            awaitCache();
            bare.add(bareStart());
        }
        return List.of(
                new Figure(
                        "start of a solo node, launcher included",
                        "s",
                        starts,
                        Optional.of(Target.under(5)),
                        Optional.of(new Limit(
                                "java -version",
                                bare.stream().sorted().findFirst().orElseThrow()))),
                new Figure("idle memory, resident", "MB", memory, Optional.of(Target.under(350)), Optional.empty()),
                new Figure(
                        "idle processor, of one core", "%", processor, Optional.of(Target.under(3)), Optional.empty()));
    }

    /// The first start has another process make the cache of classes that later ones use.
    private void awaitCache() throws IOException, InterruptedException {
        Path lock = launcher.resolveSibling("target").resolve("launcher").resolve("cache-node.lock");
        new ProcessBuilder("flock", lock.toString(), "true").start().waitFor();
    }

    private static void awaitUp(Process node) throws IOException {
        BufferedReader lines = node.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(" is up")) {
                return;
            }
        }
        throw new IllegalStateException("the node did not come up");
    }

    private static double bareStart() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return (System.nanoTime() - begun) / 1e9;
    }
}
