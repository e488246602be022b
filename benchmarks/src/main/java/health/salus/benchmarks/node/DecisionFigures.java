package health.salus.benchmarks.node;

import health.salus.benchmarks.Figure;
import health.salus.benchmarks.Figure.Limit;
import health.salus.benchmarks.Figure.Target;
import health.salus.benchmarks.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a network decides: how much at saturation, how soon at half of it, and what it takes at rest. Every transaction
/// is signed, checked and executed by all members, and counts when it is final. All members are in this process, with
/// every real part and TLS between them; clients hand transactions in without HTTP.
public final class DecisionFigures {

    private static final int BATCH = 25;
    private static final int SINGLES_ASKED = 5_000;
    private static final int BATCHED_ASKED = 10_000;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration OBSERVED = Duration.ofSeconds(20);

    /// The engine rests a few seconds after the last transaction.
    private static final Duration TO_REST = Duration.ofSeconds(8);

    private final int members;
    private final List<Figure> figures = new ArrayList<>();

    /// @param members how many there are; what was asked for is asked of four
    public DecisionFigures(int members) {
        this.members = members;
    }

    public List<Figure> measure() throws Exception {
        double cores = Runtime.getRuntime().availableProcessors();
        Limit signatures =
                new Limit("signatures alone, checked by all, all cores", cores * Limits.verifying() / members);
        Path directory = Files.createTempDirectory("salus-bench");
        try (LoadedNetwork network = new LoadedNetwork(directory, members)) {
            network.saturate(1, WARM_UP);
            LoadedNetwork.Observed singles = network.saturate(1, OBSERVED);
            add(
                    "signed transactions, final, at saturation",
                    "/s",
                    singles.rate(),
                    target(SINGLES_ASKED),
                    Optional.of(signatures));
            LoadedNetwork.Observed half = network.pace(singles.rate() / 2, OBSERVED);
            add("at half of it, to final, p50", "ms", half.millis(50), under(600), Optional.empty());
            add("at half of it, to final, p99", "ms", half.millis(99), under(1_500), Optional.empty());
            network.saturate(BATCH, WARM_UP);
            LoadedNetwork.Observed batches = network.saturate(BATCH, OBSERVED);
            add(
                    "commands in batches of " + BATCH,
                    "/s",
                    BATCH * batches.rate(),
                    target(BATCHED_ASKED),
                    Optional.of(signatures));
            network.rest(TO_REST);
            add("a member at rest, of one core", "%", network.percentOfACore(OBSERVED), under(3), Optional.empty());
            System.out.println("not decided in time, or not taken: " + network.refused());
            add("the first transaction from rest", "ms", network.one(), under(1_000), Optional.empty());
        }
        return List.copyOf(figures);
    }

    private Optional<Target> target(double asked) {
        return members == 4 ? Optional.of(Target.atLeast(asked)) : Optional.empty();
    }

    private Optional<Target> under(double asked) {
        return members == 4 ? Optional.of(Target.under(asked)) : Optional.empty();
    }

    private void add(String name, String unit, double value, Optional<Target> target, Optional<Limit> limit) {
        Figure figure = new Figure(name + ", " + members + " members", unit, List.of(value), target, limit);
        System.out.println(figure.name() + ": " + figure.median() + " " + unit);
        figures.add(figure);
    }
}
