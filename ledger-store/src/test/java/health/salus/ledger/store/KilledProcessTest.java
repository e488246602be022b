package health.salus.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.ledger.block.LedgerStore.PreparedState;
import health.salus.testkit.ledger.InMemoryLedgerStore;
import health.salus.testkit.ledger.SampleBlocks;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` while blocks are being written: what was reported as committed is there, whole, and nothing half.
class KilledProcessTest {

    private static final long SEED = 9L;

    @TempDir
    private Path directory;

    private final InMemoryLedgerStore reference = new InMemoryLedgerStore();

    @Test
    void losesNothingThatWasCommitted() throws Exception {
        killAndCompare(4, 40);
    }

    @Test
    @Tag("matrix")
    void losesNothingThatWasCommittedOverManyKills() throws Exception {
        killAndCompare(60, 150);
    }

    private void killAndCompare(int kills, int maxBlocks) throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < kills; round++) {
            long reported = runAndKill(1 + random.nextInt(maxBlocks));
            try (RocksLedgerStore store = new RocksLedgerStore(directory)) {
                String when = "seed " + SEED + ", kill " + round;
                assertThat(store.height()).as(when).isGreaterThanOrEqualTo(reported);
                assertThat(StoreCheck.run(store)).as(when).isEmpty();
                follow(store.height());
                assertThat(store.stateRoot()).as(when).isEqualTo(reference.stateRoot());
                assertThat(store.block(store.height())).as(when).isEqualTo(reference.block(store.height()));
            }
        }
    }

    /// Brings the reference to the same height, without a store on disk.
    private void follow(long height) {
        while (reference.height() < height) {
            SampleBlocks samples = CommittingProcess.samples(SEED, reference.height() + 1);
            PreparedState state = reference.prepare(samples.changes(CommittingProcess.CHANGES));
            reference.commit(
                    SampleBlocks.next(reference, samples.transactions(CommittingProcess.TRANSACTIONS), state.root()),
                    state,
                    true);
        }
    }

    /// The height that the process reported last, before it was killed in the middle of what came next.
    private long runAndKill(int blocks) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommittingProcess.class.getName(),
                        directory.toString(),
                        Long.toString(SEED)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = -1;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i <= blocks; i++) {
                last = Long.parseLong(
                        Optional.ofNullable(lines.readLine()).orElseThrow().split(" ")[1]);
            }
            // Unlike the process, its handle leaves the output open, of which the last lines are still to be read.
            process.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("committed ")) {
                    last = Long.parseLong(line.split(" ")[1]);
                }
            }
        }
        assertThat(process.waitFor()).isNotZero();
        return last;
    }
}
