package health.salus.vault.store;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.vault.doubles.SeededRandom;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process that stores, for real: what it had acknowledged is there when the store opens again.
class KillTest {

    private static final int RUNS = 1;
    private static final int MAX_ACKNOWLEDGED = 130;
    private static final long PIECES_SEED = 41;

    private final long seed = Long.getLong("salus.seed", System.nanoTime());

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatWasAcknowledgedSurvivesAKill() throws Exception {
        SeededRandom random = new SeededRandom(seed);
        for (int run = 0; run < RUNS; run++) {
            Path where = folder.resolve("run-" + run);
            List<String> acknowledged = storeUntilKilled(where, 20 + random.below(MAX_ACKNOWLEDGED));
            StoreBench bench = new StoreBench(PIECES_SEED);
            try (FilePieceStore store = bench.open(where)) {
                for (String line : acknowledged) {
                    String[] words = line.split(" ");
                    PlacedPiece piece = bench.piece(words[1], 1);
                    if (words[0].equals("erased")) {
                        assertThat(store.share(StoreBench.id(piece)))
                                .as("%s seed %s", line, seed)
                                .isEmpty();
                    } else if (!acknowledged.contains("erased " + words[1]) && !store.erased(StoreBench.id(piece))) {
                        assertThat(store.find(StoreBench.id(piece)))
                                .as("%s seed %s", line, seed)
                                .isPresent();
                        assertThat(store.share(StoreBench.id(piece)))
                                .as("%s seed %s", line, seed)
                                .isPresent();
                    }
                }
                assertThat(store.verify(damage -> {
                                    throw new AssertionError("seed " + seed + ": " + damage);
                                })
                                .sound())
                        .isTrue();
            }
        }
    }

    private static List<String> storeUntilKilled(Path where, int lines) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoringProcess.class.getName(),
                        where.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                acknowledged.add(line);
                if (acknowledged.size() == lines) {
                    // Through the handle: the process itself would also close the pipe that is still to be read.
                    child.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(child.waitFor()).as("killed, not ended").isEqualTo(137);
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(lines);
        return acknowledged;
    }

    /// Stores and erases without end, and says what is done once it is.
    static final class StoringProcess {

        private StoringProcess() {}

        public static void main(String[] arguments) {
            StoreBench bench = new StoreBench(PIECES_SEED);
            FilePieceStore store = bench.open(Path.of(arguments[0]));
            for (int i = 0; ; i++) {
                PlacedPiece piece = bench.piece("s-" + i, 1);
                store.put(List.of(piece));
                System.out.println("stored s-" + i);
                if (i % 20 == 19) {
                    store.destroyShares(Set.of(StoreBench.id(piece)));
                    System.out.println("erased s-" + i);
                }
                if (i % 30 == 29) {
                    store.compact();
                }
            }
        }
    }
}
