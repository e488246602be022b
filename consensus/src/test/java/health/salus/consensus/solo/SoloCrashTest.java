package health.salus.consensus.solo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real process, killed without warning while it writes, several times over the same log.
class SoloCrashTest {

    private static final int CRASHES = 4;
    private static final int MAX_ROUNDS_BEFORE_CRASH = 300;

    @TempDir
    Path directory;

    @Test
    void whatWasDeliveredBeforeAKillIsDeliveredAgainIdentically() throws IOException, InterruptedException {
        long seed = System.nanoTime();
        System.out.println("SoloCrashTest seed " + seed);
        Random random = new Random(seed);
        List<String> delivered = new ArrayList<>();

        for (int crash = 0; crash < CRASHES; crash++) {
            // A handler that is a few rounds behind what it was given, as one that died within a round is.
            int executed = Math.max(0, delivered.size() - random.nextInt(5));
            List<String> lines = runAndKill(executed, 10 + random.nextInt(MAX_ROUNDS_BEFORE_CRASH));
            List<String> again = delivered.subList(executed, delivered.size());
            assertThat(lines.subList(0, again.size())).isEqualTo(again);
            delivered = new ArrayList<>(delivered.subList(0, executed));
            delivered.addAll(lines);
        }

        CollectingHandler replay = new CollectingHandler(0);
        SoloFixture.started(directory, replay).close();
        List<String> replayed =
                replay.rounds().stream().map(SoloCrashProgram::line).toList();
        assertThat(replayed.subList(0, delivered.size())).isEqualTo(delivered);
        assertThat(SoloConsensus.problems(directory, SoloFixture.NETWORK)).isEmpty();
    }

    private List<String> runAndKill(long executed, int rounds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SoloCrashProgram.class.getName(),
                        directory.toString(),
                        Long.toString(executed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = process.inputReader()) {
            String line = reader.readLine();
            while (line != null && lines.size() < rounds) {
                lines.add(line);
                line = reader.readLine();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(lines).hasSize(rounds);
        return lines;
    }
}
