package health.salus.consensus.solo;

import health.salus.consensus.ConsensusPhase;
import health.salus.consensus.Round;
import health.salus.consensus.RoundHandler;
import health.salus.kernel.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Measures the solo engine alone: transactions a second with many submitters, and the latency of a lone one.
final class SoloThroughput {

    private static final int TRANSACTION_BYTES = 1000;
    private static final int SUBMITTERS = 64;
    private static final int TRANSACTIONS = 400_000;
    private static final int LONE = 2_000;

    private final AtomicLong delivered = new AtomicLong();
    private final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();

    public static void main(String[] arguments) throws IOException {
        Path directory = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("solo");
        new SoloThroughput().run(directory);
    }

    private void run(Path directory) {
        try (SoloConsensus engine = new SoloConsensus(SoloFixture.config(directory), Instant::now)) {
            engine.start(new Handler());
            SoloFixture.awaitActive(engine);
            for (int run = 0; run < 3; run++) {
                crowd(engine);
                lone(engine);
            }
            if (engine.status().phase() != ConsensusPhase.ACTIVE) {
                throw new IllegalStateException(engine.status().toString());
            }
        }
    }

    private void crowd(SoloConsensus engine) {
        latencies.clear();
        long before = delivered.get();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SUBMITTERS; i++) {
                threads.execute(() -> submit(engine, TRANSACTIONS / SUBMITTERS));
            }
        }
        while (delivered.get() - before < TRANSACTIONS) {
            Thread.onSpinWait();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d submitters: %.0f transactions/s of %d bytes, ",
                SUBMITTERS, TRANSACTIONS / seconds, TRANSACTION_BYTES);
        printLatencies();
    }

    private void lone(SoloConsensus engine) {
        latencies.clear();
        for (int i = 0; i < LONE; i++) {
            long before = delivered.get();
            submit(engine, 1);
            while (delivered.get() == before) {
                Thread.onSpinWait();
            }
        }
        System.out.print("one at a time: ");
        printLatencies();
    }

    private static void submit(SoloConsensus engine, int count) {
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[TRANSACTION_BYTES];
            ByteBuffer.wrap(bytes).putLong(System.nanoTime());
            Octets transaction = Octets.wrap(bytes);
            while (!engine.submit(transaction).isAccepted()) {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    private void printLatencies() {
        long[] sorted = latencies.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        System.out.printf(
                "p50 %d us, p99 %d us%n", sorted[sorted.length / 2] / 1000, sorted[sorted.length * 99 / 100] / 1000);
    }

    private final class Handler implements RoundHandler {

        private volatile long lastSequence;

        @Override
        public long lastSequence() {
            return lastSequence;
        }

        @Override
        public void onRound(Round round) {
            long now = System.nanoTime();
            round.transactions()
                    .forEach(transaction -> latencies.add(
                            now - transaction.bytes().asReadOnlyBuffer().getLong()));
            lastSequence = round.sequence();
            delivered.addAndGet(round.transactions().size());
        }

        @Override
        public void onGap(long firstMissing, Round next) {
            throw new AssertionError("a solo engine has no gaps");
        }
    }
}
