package health.salus.simulator;

import health.salus.kernel.RandomSource;
import java.util.List;
import java.util.Random;

/// All chance of a run: whoever takes from it does so on the one thread, so a seed repeats the run.
final class SeededRandom implements RandomSource {

    private final Random random;

    SeededRandom(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public void fill(byte[] target) {
        random.nextBytes(target);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /// Both bounds included.
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
