package health.salus.benchmarks.node;

import health.salus.consensus.ConsensusPhase;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.crypto.CoseSign1;
import health.salus.crypto.SigningKey;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.node.NodeRuntime;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.replica.GenesisState;
import health.salus.node.setup.LocalNetwork;
import health.salus.node.setup.MemberSetup;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import health.salus.testkit.FreePorts;
import health.salus.testkit.consensus.Await;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Members of one network in this process, and clients that hand in what they signed beforehand.
final class LoadedNetwork implements AutoCloseable {

    private static final NetworkId NETWORK = new NetworkId("bench-decisions");

    /// Transactions under way at a time, over all members: enough that nobody waits for clients.
    private static final int UNDER_WAY = 6_000;

    private final List<NodeRuntime> nodes = new ArrayList<>();
    private final List<SigningKey> keys = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private final AtomicLong refused = new AtomicLong();
    private long made;
    private int turn;

    LoadedNetwork(Path directory, int members) {
        List<LocalNetwork.Member> local = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            local.add(new LocalNetwork.Member(
                    "member-" + i, new MemberSetup.Addresses("127.0.0.1", 0, FreePorts.one(), FreePorts.one())));
        }
        for (Path configuration : LocalNetwork.create(directory, NETWORK, local)) {
            nodes.add(NodeRuntime.start(NodeConfigFile.read(configuration)));
            keys.add(MemberKeys.load(nodes.getLast().config().keys()).member());
        }
        nodes.forEach(node -> Await.until(
                () -> node.ledger().status().consensus().phase() == ConsensusPhase.ACTIVE,
                () -> node.self() + " " + node.ledger().status()));
    }

    /// What was decided, and how long each took.
    record Observed(double rate, List<Long> nanos) {

        double millis(int percentile) {
            List<Long> sorted = nanos.stream().sorted().toList();
            return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percentile / 100)) / 1e6;
        }
    }

    /// As many transactions as are decided, each with so many commands.
    Observed saturate(int commands, Duration duration) {
        int workers = UNDER_WAY / commands;
        Queue<Long> times = new ConcurrentLinkedQueue<>();
        Queue<Prepared> work = new ConcurrentLinkedQueue<>();
        // More than are decided meanwhile: signing would take time from those who check.
        for (long i = 0; i < 9_000 / Math.max(1, commands / 3) * duration.toSeconds(); i++) {
            work.add(prepare(commands));
        }
        long begun = System.nanoTime();
        long end = begun + duration.toNanos();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < workers; i++) {
                clients.execute(() -> {
                    for (Prepared next = work.poll(); next != null && System.nanoTime() < end; next = work.poll()) {
                        decide(next, end, times);
                    }
                });
            }
        }
        return new Observed(times.size() * 1e9 / duration.toNanos(), List.copyOf(times));
    }

    /// So many transactions a second, whether or not they are decided as fast.
    Observed pace(double perSecond, Duration duration) {
        Queue<Long> times = new ConcurrentLinkedQueue<>();
        Queue<Prepared> work = new ConcurrentLinkedQueue<>();
        long count = (long) (perSecond * duration.toSeconds());
        for (long i = 0; i < count; i++) {
            work.add(prepare(1));
        }
        long begun = System.nanoTime();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long sent = 0; sent < count; ) {
                long due = Math.min(count, (long) ((System.nanoTime() - begun) / 1e9 * perSecond));
                for (; sent < due; sent++) {
                    Prepared next = work.remove();
                    clients.execute(() -> decide(next, Long.MAX_VALUE, times));
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
        return new Observed(times.size() * 1e9 / (System.nanoTime() - begun), List.copyOf(times));
    }

    /// How long one transaction takes, in ms.
    double one() {
        Queue<Long> times = new ConcurrentLinkedQueue<>();
        decide(prepare(1), Long.MAX_VALUE, times);
        return times.remove() / 1e6;
    }

    void rest(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }

    /// What one member takes of the processor while nothing is asked of it.
    double percentOfACore(Duration observed) {
        long before = processorNanos();
        long begun = System.nanoTime();
        rest(observed);
        return 100.0 * (processorNanos() - before) / (System.nanoTime() - begun) / nodes.size();
    }

    private static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private record Prepared(NodeRuntime node, SignedTransaction transaction) {}

    /// What comes after the end does not count.
    private void decide(Prepared next, long end, Queue<Long> times) {
        long begun = System.nanoTime();
        try {
            next.node.network().decide(next.transaction).orThrow();
            long now = System.nanoTime();
            if (now < end) {
                times.add(now - begun);
            }
        } catch (SalusException overloaded) {
            refused.incrementAndGet();
        }
    }

    private Prepared prepare(int commands) {
        int member = turn++ % nodes.size();
        NodeRuntime node = nodes.get(member);
        List<Command> content = new ArrayList<>();
        for (int i = 0; i < commands; i++) {
            content.add(IdentityCommand.FORMAT.encode(new IdentityCommand.RegisterPrincipal(
                    new PrincipalId("staff-" + made++),
                    PrincipalKind.STAFF,
                    node.card().organisation(),
                    List.of())));
        }
        byte[] salt = new byte[Transaction.SALT_BYTES];
        random.nextBytes(salt);
        Instant now = Instant.now();
        Transaction transaction = new Transaction(
                Transaction.VERSION,
                NETWORK,
                new Attestation.PrincipalSigned(
                        GenesisState.serviceOf(new MemberId(node.self().value())),
                        keys.get(member).verificationKey().id()),
                now.minusSeconds(5),
                now.plus(Duration.ofMinutes(10)),
                Octets.wrap(salt),
                true,
                content);
        return new Prepared(
                node,
                SignedTransaction.parse(
                        CoseSign1.sign(transaction.encode(), keys.get(member)).encode()));
    }

    /// How many were not decided in time, or not taken.
    long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        nodes.forEach(NodeRuntime::close);
    }
}
