package health.salus.contracts.stage;

import health.salus.kernel.RandomSource;
import java.util.List;
import java.util.Random;

/// Randomness that a seed repeats.
public final class SeededRandom implements RandomSource {

    private final Random random;

    public SeededRandom(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public void fill(byte[] target) {
        random.nextBytes(target);
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// Up to `most` different choices, and often none.
    public <T> List<T> some(List<T> choices, int most) {
        int count = oneIn(2) ? 0 : 1 + below(most);
        return random.ints(0, choices.size())
                .distinct()
                .limit(Math.min(count, choices.size()))
                .mapToObj(choices::get)
                .toList();
    }
}
