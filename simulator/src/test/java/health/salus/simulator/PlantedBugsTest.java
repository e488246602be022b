package health.salus.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Defects that were put into the product on purpose: the simulator finds each within a few seeds, and finds nothing in
/// the same seeds without it.
class PlantedBugsTest {

    private static final int MOST_SEEDS = 25;

    @ParameterizedTest
    @EnumSource
    void isFound(PlantedBug bug) throws ReflectiveOperationException {
        LongFunction<Optional<String>> planted = run(Optional.of(bug), bug.lie());
        LongFunction<Optional<String>> whole = new PlantedRun(bug.lie().map(Lie::name));
        Optional<String> found = Optional.empty();
        for (long seed = 1; seed <= MOST_SEEDS && found.isEmpty(); seed++) {
            found = planted.apply(seed);
            assertThat(whole.apply(seed)).as("seed %s without the defect", seed).isEmpty();
        }
        assertThat(found)
                .as("what was found of %s in %s seeds", bug, MOST_SEEDS)
                .isPresent();
    }

    @SuppressWarnings("unchecked")
    private static LongFunction<Optional<String>> run(Optional<PlantedBug> bug, Optional<Lie> lie)
            throws ReflectiveOperationException {
        return (LongFunction<Optional<String>>) new PlantedClasses(bug)
                .loadClass(PlantedRun.class.getName())
                .getConstructor(Optional.class)
                .newInstance(lie.map(Lie::name));
    }
}
