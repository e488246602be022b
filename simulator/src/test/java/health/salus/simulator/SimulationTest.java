package health.salus.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A broken promise fails with the seed and the last lines of its trace; [Main] prints the whole.
class SimulationTest {

    private static final int SHORT = 400;
    private static final int EVERYDAY_SEEDS = 30;
    private static final int NIGHTLY_SEEDS = 3_000;
    private static final int LONG = 2_500;
    private static final int VOTING = 1_500;

    static LongStream everydaySeeds() {
        return LongStream.rangeClosed(1, EVERYDAY_SEEDS);
    }

    @ParameterizedTest
    @MethodSource("everydaySeeds")
    void everyPromiseIsKept(long seed) {
        Simulation.Result result = new Simulation(seed, SHORT, _ -> {}).run();
        assertThat(result.acknowledged()).as(result.plan()).isPositive();
    }

    /// With the lie chosen: it is told, and whoever heard it has named the liar.
    @ParameterizedTest
    @EnumSource
    void everyPromiseIsKeptWhateverOneMemberDoes(Lie lie) {
        int heard = 0;
        for (long seed = 1; seed <= 3; seed++) {
            Plan plan = Plan.of(seed, SHORT).with(new Plan.Liar(Consortium.member((int) seed), lie));
            heard += new Simulation(plan, _ -> {}).run().liesHeard();
        }
        assertThat(heard > 0).as("whether a lie was heard").isEqualTo(lie.isTold());
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 8, 11})
    void aSeedRepeatsItsRun(long seed) {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        Simulation.Result once = new Simulation(seed, SHORT, first::add).run();
        Simulation.Result again = new Simulation(seed, SHORT, second::add).run();
        assertThat(second).isEqualTo(first);
        assertThat(again).isEqualTo(once);
    }

    /// Otherwise that no share goes without a session would say nothing.
    @Test
    void keySharesAreReleased() {
        int released = 0;
        for (long seed = 1; seed <= 6; seed++) {
            released += new Simulation(Plan.of(seed, LONG, OptionalInt.of(4)), _ -> {})
                    .run()
                    .sharesReleased();
        }
        assertThat(released).isPositive();
    }

    /// Seeds in which members come and go: enough of them, at every size of network.
    @ParameterizedTest
    @ValueSource(ints = {4, 7, 10})
    void membersComeAndGo(int founders) {
        int epochs = 0;
        for (long seed = 1; seed <= 6; seed++) {
            Plan plan = Plan.of(seed, VOTING, OptionalInt.of(founders)).withVotes();
            epochs += new Simulation(plan, _ -> {}).run().epochs();
        }
        assertThat(epochs).isPositive();
    }

    @Test
    void anotherSeedIsAnotherRun() {
        assertThat(new Simulation(1, SHORT, _ -> {}).run().trace())
                .isNotEqualTo(new Simulation(2, SHORT, _ -> {}).run().trace());
    }

    @Test
    @Tag("slow")
    void everyPromiseIsKeptAllNight() {
        for (long seed = 1_000; seed < 1_000 + NIGHTLY_SEEDS; seed++) {
            new Simulation(seed, seed % 10 == 0 ? LONG : SHORT, _ -> {}).run();
        }
    }
}
