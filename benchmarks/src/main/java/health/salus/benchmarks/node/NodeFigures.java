package health.salus.benchmarks.node;

import health.salus.benchmarks.Figure;
import health.salus.benchmarks.Figure.Limit;
import health.salus.benchmarks.Figure.Target;
import health.salus.benchmarks.Limits;
import health.salus.simulator.process.NodeProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// The figures of whole nodes: each node a process, reached over HTTP on loopback, from this one.
public final class NodeFigures {

    private static final int MEMBERS = 4;
    private static final List<String> SOLO = List.of("-Xmx4g", "-XX:+UseParallelGC");
    private static final List<String> MEMBER =
            List.of("-Xms2g", "-Xmx2g", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

    /// Each member compiles its code for itself, out of its own share of the work.
    private static final int MEMBERS_WARM_UP = 4;

    private final RealBundles bundles;
    private final int runs;
    private final int warmUps;
    private final List<Figure> figures = new ArrayList<>();

    /// @param data a folder of Synthea's bundles
    public NodeFigures(Path data, int runs, int warmUps) throws IOException {
        this.bundles = RealBundles.in(data);
        this.runs = runs;
        this.warmUps = warmUps;
    }

    public List<Figure> measure() throws Exception {
        double cores = Runtime.getRuntime().availableProcessors();
        double parsed = cores
                * Limits.parsing(
                        bundles.patients().stream()
                                .map(RealBundles.Bundle::json)
                                .toList(),
                        bundles.resources());
        Limit parsing = new Limit("the same JSON into Jackson's tree, all cores", parsed);
        Path directory = Files.createTempDirectory("salus-bench");
        Limit fsync = new Limit("one fsync, p50", Limits.syncing(directory));
        Limit engine = EngineAlone.ordering(directory);
        on(new Setting(1, SOLO, "solo", Target.atLeast(30_000), Target.under(20)), parsing, fsync);
        on(new Setting(MEMBERS, MEMBER, "four members", Target.atLeast(15_000), Target.under(600)), parsing, engine);
        return List.copyOf(figures);
    }

    /// How many nodes there are, how they are started, and what is asked of them.
    private record Setting(int members, List<String> options, String where, Target imports, Target opening) {}

    private void on(Setting setting, Limit parsing, Limit deciding) throws Exception {
        String where = setting.where();
        Path directory = Files.createTempDirectory("salus-bench");
        try (NodeProcesses nodes = new NodeProcesses(directory, setting.members(), setting.options())) {
            Imports importing = new Imports(nodes, bundles);
            long before = stored(nodes, "vault");
            long restBefore = stored(nodes, "") - before;
            int warm = warmUps * (setting.members() == 1 ? 1 : MEMBERS_WARM_UP);
            List<Double> rates = repeat(importing::run, warm);
            add("import, " + where, "resources/s", rates, Optional.of(setting.imports()), Optional.of(parsing));
            double raw = (double) bundles.bytes() * Imports.COPIES * (warm + runs);
            long records = stored(nodes, "vault") - before;
            long rest = stored(nodes, "") - records - before - restBefore;
            add(
                    "stored by all, of the raw JSON, " + where,
                    "ratio",
                    List.of(records / raw),
                    Optional.of(Target.under(0.2)),
                    Optional.empty());
            add(
                    "besides, in ledgers, indexes and the engine's files, " + where,
                    "ratio",
                    List.of(rest / raw),
                    Optional.empty(),
                    Optional.empty());
            Sessions sessions = new Sessions(nodes);
            add(
                    "opening a session, " + where + ", p50",
                    "ms",
                    repeat(sessions::open, warmUps),
                    Optional.of(setting.opening()),
                    Optional.of(deciding));
            List<Double> reads = repeat(sessions::read, warmUps);
            // After them, so that it is as warm.
            Limit bare = new Limit("an answer that reads nothing, p50", sessions.bareAnswer());
            add("a read inside it, " + where + ", p50", "ms", reads, Optional.of(Target.under(3)), Optional.of(bare));
        }
    }

    private static long stored(NodeProcesses nodes, String part) throws IOException {
        long bytes = 0;
        for (int member = 0; member < nodes.count(); member++) {
            bytes += Footprint.bytesUnder(nodes.config(member).data().resolve(part));
        }
        return bytes;
    }

    private List<Double> repeat(Callable<Double> measurement, int warm) throws Exception {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < warm + runs; i++) {
            double value = measurement.call();
            if (i >= warm) {
                values.add(value);
            }
        }
        return values;
    }

    private void add(String name, String unit, List<Double> values, Optional<Target> target, Optional<Limit> limit) {
        Figure figure = new Figure(name, unit, values, target, limit);
        System.out.println(figure.name() + ": " + figure.median() + " " + unit + " " + values);
        figures.add(figure);
    }
}
