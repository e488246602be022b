package health.salus.consensus.solo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.consensus.ConsensusPhase;
import health.salus.consensus.OrderedTransaction;
import health.salus.consensus.Round;
import health.salus.consensus.Submission;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoloConsensusTest {

    @TempDir
    Path directory;

    @Test
    void aClockThatGoesBackDoesNotTakeConsensusTimeWithIt() {
        AtomicReference<Instant> clock = new AtomicReference<>(SoloFixture.NOON);
        CollectingHandler handler = new CollectingHandler(0);
        try (SoloConsensus engine = new SoloConsensus(SoloFixture.config(directory), clock::get)) {
            engine.start(handler);
            SoloFixture.awaitActive(engine);
            SoloFixture.accept(engine, SoloFixture.transaction(1));
            handler.awaitTransactions(1);
        }
        clock.set(SoloFixture.NOON.minusSeconds(3600));
        try (SoloConsensus engine = new SoloConsensus(SoloFixture.config(directory), clock::get)) {
            engine.start(handler);
            SoloFixture.awaitActive(engine);
            SoloFixture.accept(engine, SoloFixture.transaction(2));
            handler.awaitTransactions(2);
        }

        assertThat(handler.rounds())
                .extracting(Round::time)
                .containsExactly(SoloFixture.NOON, SoloFixture.NOON.plusNanos(1));
    }

    @Test
    void manySubmittersShareRoundsAndNoneIsLostOrDoubled() {
        int submitters = 64;
        int each = 200;
        CollectingHandler handler = new CollectingHandler(0);
        try (SoloConsensus engine = SoloFixture.started(directory, handler);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int s = 0; s < submitters; s++) {
                int submitter = s;
                threads.execute(() -> IntStream.range(0, each)
                        .forEach(i -> SoloFixture.accept(engine, SoloFixture.transaction(submitter * each + i))));
            }
            handler.awaitTransactions(submitters * each);
        }

        assertThat(handler.transactions()).doesNotHaveDuplicates().hasSize(submitters * each);
        assertThat(handler.rounds().size()).isLessThan(submitters * each);
        assertInOrder(handler.rounds());
    }

    @Test
    void aRoundStaysWithinItsLimits() {
        SoloLimits limits = new SoloLimits(100, 3, 250, 100_000, 1 << 20);
        BlockingHandler handler = new BlockingHandler();
        SoloConsensus engine = new SoloConsensus(SoloFixture.config(directory, limits), SoloFixture.STOPPED_CLOCK);
        try (engine) {
            engine.start(handler);
            SoloFixture.awaitActive(engine);
            IntStream.range(0, 40)
                    .forEach(i -> SoloFixture.accept(engine, Octets.wrap(new byte[i % 2 == 0 ? 100 : 1])));
            handler.release();
        }

        assertThat(handler.rounds()).hasSizeGreaterThan(12).allSatisfy(round -> {
            assertThat(round.transactions()).hasSizeLessThanOrEqualTo(3);
            int bytes = round.transactions().stream()
                    .mapToInt(transaction -> transaction.bytes().length())
                    .sum();
            assertThat(bytes).isLessThanOrEqualTo(250);
        });
        assertInOrder(handler.rounds());
    }

    @Test
    void aFullQueueRefusesUntilThereIsRoom() {
        SoloLimits limits = new SoloLimits(1000, 10, 1000, 10_000, 1 << 20);
        BlockingHandler handler = new BlockingHandler();
        SoloConsensus engine = new SoloConsensus(SoloFixture.config(directory, limits), SoloFixture.STOPPED_CLOCK);
        int accepted = 0;
        try (engine) {
            engine.start(handler);
            SoloFixture.awaitActive(engine);
            Octets transaction = Octets.wrap(new byte[900]);
            Submission last = engine.submit(transaction);
            while (last.isAccepted()) {
                accepted++;
                last = engine.submit(transaction);
            }
            assertThat(last)
                    .isInstanceOfSatisfying(
                            Submission.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED));
            handler.release();
        }

        assertThat(accepted).isLessThan(40);
        assertThat(handler.rounds().stream()
                        .mapToInt(round -> round.transactions().size())
                        .sum())
                .isEqualTo(accepted);
    }

    @Test
    void prunedFilesAreGoneAndTheRestIsDelivered() throws IOException {
        SoloConfig config = SoloFixture.config(directory, new SoloLimits(1000, 10, 1000, 100_000, 1));
        CollectingHandler handler = new CollectingHandler(0);
        try (SoloConsensus engine = SoloFixture.started(config, handler)) {
            for (int i = 1; i <= 6; i++) {
                SoloFixture.accept(engine, SoloFixture.transaction(i));
                handler.awaitTransactions(i);
            }
            engine.prune(4);
        }
        assertThat(logFiles()).containsExactly("00000000000000000005.log", "00000000000000000006.log");

        CollectingHandler again = new CollectingHandler(4);
        try (SoloConsensus engine = SoloFixture.started(config, again)) {
            again.awaitTransactions(2);
            engine.prune(Long.MAX_VALUE);
        }
        assertThat(again.transactions()).containsExactly(SoloFixture.transaction(5), SoloFixture.transaction(6));
        assertThat(logFiles()).containsExactly("00000000000000000006.log");
        assertThatThrownBy(() -> SoloFixture.started(config, new CollectingHandler(2)))
                .hasMessageContaining("begins at record 6, but the ledger has executed only up to 2");
    }

    @Test
    void aSecondProcessIsKeptOut() {
        try (SoloConsensus engine = SoloFixture.started(directory, new CollectingHandler(0));
                SoloConsensus second = new SoloConsensus(SoloFixture.config(directory), SoloFixture.STOPPED_CLOCK)) {
            assertThat(engine.status().phase()).isEqualTo(ConsensusPhase.ACTIVE);
            assertThatThrownBy(() -> second.start(new CollectingHandler(0)))
                    .isInstanceOfSatisfying(
                            SalusException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFIGURATION));
            assertThat(second.status().phase()).isEqualTo(ConsensusPhase.HALTED);
        }
    }

    @Test
    void impossibleLimitsAreRefusedByName() {
        assertThatThrownBy(() -> new SoloLimits(1000, 10, 999, 10_000, 1))
                .hasMessageContaining("consensus.solo.maxRoundBytes");
    }

    private List<String> logFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    private static void assertInOrder(List<Round> rounds) {
        assertThat(rounds.stream().map(Round::sequence).toList())
                .isEqualTo(Stream.iterate(1L, i -> i + 1).limit(rounds.size()).toList());
        assertThat(rounds.stream()
                        .flatMap(round -> round.transactions().stream())
                        .map(OrderedTransaction::time)
                        .toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
