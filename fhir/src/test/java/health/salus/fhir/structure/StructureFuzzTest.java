package health.salus.fhir.structure;

import static org.assertj.core.api.Assertions.assertThatCode;

import health.salus.fhir.Mutations;
import health.salus.fhir.Samples;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever the bytes, the checker answers.
final class StructureFuzzTest {
    private static final int RUNS = 10_000;
    private static final long SEED = Long.getLong("salus.seed", 42);

    @Test
    void anyBytesGetAnAnswer() {
        Random random = new Random(SEED);
        StructureChecker checker = new StructureChecker();
        byte[] sample = Samples.bytes(Samples.BUNDLE);
        for (int run = 0; run < RUNS; run++) {
            byte[] changed = Mutations.of(sample, random);
            assertThatCode(() -> checker.check(changed))
                    .as("seed %d, run %d", SEED, run)
                    .doesNotThrowAnyException();
        }
    }
}
