package health.salus.crypto;

import health.salus.kernel.RandomSource;
import java.security.SecureRandom;

/// Randomness from the operating system.
public final class SystemRandomSource implements RandomSource {

    private final SecureRandom random = new SecureRandom();

    @Override
    public void fill(byte[] target) {
        random.nextBytes(target);
    }
}
