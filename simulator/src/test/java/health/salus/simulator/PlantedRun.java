package health.salus.simulator;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongFunction;

/// One seed, as [PlantedBugsTest] runs it with and without a defect. Loaded by [PlantedClasses], so that all that it
/// uses is.
public final class PlantedRun implements LongFunction<Optional<String>> {

    private static final int FOUNDERS = 4;
    private static final int STEPS = 1_500;

    private final Optional<Lie> lie;

    /// @param lie the name of the lie that is told; the seed's choice if empty
    public PlantedRun(Optional<String> lie) {
        this.lie = lie.map(Lie::valueOf);
    }

    /// What was broken.
    @Override
    public Optional<String> apply(long seed) {
        Plan drawn = Plan.of(seed, STEPS, OptionalInt.of(FOUNDERS)).withVotes();
        Plan plan = lie.map(told -> drawn.with(new Plan.Liar(Consortium.member(1), told)))
                .orElse(drawn);
        try {
            new Simulation(plan, _ -> {}).run();
            return Optional.empty();
        } catch (BrokenPromise broken) {
            return Optional.of(broken.what());
        }
    }
}
