package health.salus.fhir.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.fhir.Callers;
import health.salus.fhir.FhirException;
import health.salus.fhir.Mutations;
import health.salus.fhir.Samples;
import health.salus.fhir.record.Change;
import health.salus.fhir.record.InMemoryRecordService;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever the bytes, a Bundle is planned or refused; and what is to be stored is a right resource again.
final class BundleFuzzTest {
    private static final int RUNS = 5_000;
    private static final long SEED = Long.getLong("salus.seed", 42);

    private final StructureChecker checker = new StructureChecker();
    private final WritePlanner planner = new WritePlanner(
            new InMemoryRecordService(), (_, _, _) -> List.of(), new ResourceIds(Callers.seeded(SEED)));

    @Test
    void anyBytesArePlannedOrRefused() {
        Random random = new Random(SEED);
        byte[] sample = Samples.bytes(Samples.BUNDLE);
        int planned = 0;
        for (int run = 0; run < RUNS; run++) {
            byte[] changed = Mutations.of(sample, random);
            for (Octets stored : stored(changed)) {
                planned++;
                assertThat(checker.check(stored.toArray()).issues())
                        .as("seed %d, run %d", SEED, run)
                        .isEmpty();
            }
        }
        assertThat(planned).isPositive();
    }

    private List<Octets> stored(byte[] json) {
        List<Octets> stored = new ArrayList<>();
        try {
            BundleRequest request = BundleDocument.open(checker, json).request();
            for (Change change : planner.plan(Callers.CLINICIAN, json, request).changes()) {
                switch (change) {
                    case Change.Create create -> stored.add(create.content().json());
                    case Change.Update update -> stored.add(update.content().json());
                    case Change.Delete _ -> {}
                }
            }
        } catch (FhirException _) {
            // The documented refusal.
        }
        return stored;
    }
}
