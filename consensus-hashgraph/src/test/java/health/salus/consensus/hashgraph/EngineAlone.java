package health.salus.consensus.hashgraph;

import health.salus.consensus.ConsensusPhase;
import health.salus.consensus.OrderedTransaction;
import health.salus.consensus.Round;
import health.salus.consensus.RoundHandler;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.testkit.consensus.Await;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Measures the hashgraph engine alone: four members in one process, handlers that only look at the clock.
///
/// Arguments set properties of the engine: `event.creation.maxCreationRate=100`.
final class EngineAlone {

    private static final int MEMBERS = 4;
    private static final Duration RUN = Duration.ofSeconds(8);
    private static final int LONG_TRANSACTION_BYTES = 900_000;

    private final List<HashgraphConsensus> engines = new ArrayList<>();
    private final List<Clock> clocks = new ArrayList<>();

    public static void main(String[] arguments) throws IOException {
        Map<String, String> properties = new TreeMap<>();
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            properties.put(pair[0], pair[1]);
        }
        EngineAlone bench = new EngineAlone();
        bench.start(Files.createTempDirectory("engine-alone"), properties);
        bench.rest();
        bench.load(20, 300);
        bench.load(200, 300);
        bench.load(2_000, 1_000);
        bench.load(20_000, 300);
        bench.load(60_000, 300);
        bench.longTransaction();
        bench.rest();
        System.exit(0);
    }

    private void start(Path directory, Map<String, String> properties) {
        long begin = System.nanoTime();
        TestNetwork network = TestNetwork.create(directory, MEMBERS, HashgraphSettings.LOCAL);
        for (MemberId member : network.members()) {
            Clock clock = new Clock(member);
            HashgraphConsensus engine = network.open(member, properties);
            engine.start(clock);
            engines.add(engine);
            clocks.add(clock);
        }
        for (HashgraphConsensus engine : engines) {
            Await.until(
                    () -> engine.status().phase() == ConsensusPhase.ACTIVE,
                    () -> engine.status().toString());
        }
        System.out.printf("start of %d members to ACTIVE: %.1f s%n", MEMBERS, secondsSince(begin));
    }

    private void rest() {
        // The network rests two seconds after the last transaction.
        LockSupport.parkNanos(Duration.ofSeconds(4).toNanos());
        long processor = processorNanos();
        long begin = System.nanoTime();
        LockSupport.parkNanos(Duration.ofSeconds(15).toNanos());
        System.out.printf(
                "at rest: %.3f cores for %d members%n",
                (processorNanos() - processor) / 1e9 / secondsSince(begin), MEMBERS);
    }

    private void load(int perSecond, int bytes) {
        clocks.forEach(clock -> clock.latencies.clear());
        long before = clocks.getFirst().delivered.get();
        long processor = processorNanos();
        long begin = System.nanoTime();
        long sent = 0;
        long refused = 0;
        while (System.nanoTime() - begin < RUN.toNanos()) {
            long due = (long) (secondsSince(begin) * perSecond);
            for (; sent < due; sent++) {
                HashgraphConsensus engine = engines.get((int) (sent % engines.size()));
                refused += engine.submit(stamped(bytes)).isAccepted() ? 0 : 1;
            }
            LockSupport.parkNanos(500_000);
        }
        double cores = (processorNanos() - processor) / 1e9 / secondsSince(begin);
        long expected = before + sent - refused;
        Await.until(() -> clocks.getFirst().delivered.get() >= expected, () -> "the last transactions");
        System.out.printf(
                "%d/s of %d B: %.0f/s ordered, %d refused, %s, %.2f cores, heap %d MB%n",
                perSecond,
                bytes,
                (sent - refused) / secondsSince(begin),
                refused,
                latencies(),
                cores,
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
    }

    private void longTransaction() {
        long before = clocks.getFirst().delivered.get();
        long begin = System.nanoTime();
        engines.getFirst().submit(stamped(LONG_TRANSACTION_BYTES));
        Await.until(
                () -> clocks.stream().allMatch(clock -> clock.delivered.get() > before), () -> "the long transaction");
        System.out.printf("%d B at all members: %.0f ms%n", LONG_TRANSACTION_BYTES, secondsSince(begin) * 1000);
    }

    private String latencies() {
        long[] sorted = clocks.stream()
                .flatMap(clock -> clock.latencies.stream())
                .mapToLong(Long::longValue)
                .toArray();
        Arrays.sort(sorted);
        return "p50 %d ms, p99 %d ms"
                .formatted(sorted[sorted.length / 2] / 1_000_000, sorted[sorted.length * 99 / 100] / 1_000_000);
    }

    private static Octets stamped(int length) {
        byte[] bytes = new byte[length];
        ByteBuffer.wrap(bytes).putLong(System.nanoTime());
        return Octets.wrap(bytes);
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /// Notes how long its own transactions took to come back.
    private static final class Clock implements RoundHandler {

        private final MemberId self;
        private final AtomicLong lastSequence = new AtomicLong();
        private final AtomicLong delivered = new AtomicLong();
        private final Queue<Long> latencies = new ConcurrentLinkedQueue<>();

        private Clock(MemberId self) {
            this.self = self;
        }

        @Override
        public long lastSequence() {
            return lastSequence.get();
        }

        @Override
        public void onRound(Round round) {
            long now = System.nanoTime();
            for (OrderedTransaction transaction : round.transactions()) {
                if (transaction.submitter().equals(self)) {
                    latencies.add(now - transaction.bytes().asReadOnlyBuffer().getLong());
                }
            }
            delivered.addAndGet(round.transactions().size());
            lastSequence.set(round.sequence());
        }

        @Override
        public void onGap(long firstMissing, Round next) {
            throw new IllegalStateException("rounds from " + firstMissing + " to " + next.sequence() + " are missing");
        }
    }
}
