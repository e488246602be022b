package health.salus.vault.doubles;

import health.salus.kernel.RandomSource;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Repeatable randomness for tests: the same seed gives the same bytes, one call after the other.
public final class SeededRandom implements RandomSource {

    private final RandomGenerator generator;

    public SeededRandom(long seed) {
        this.generator = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @Override
    public synchronized void fill(byte[] target) {
        generator.nextBytes(target);
    }

    public synchronized int below(int bound) {
        return generator.nextInt(bound);
    }
}
