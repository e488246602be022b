package health.salus.benchmarks.node;

import health.salus.benchmarks.Figure.Limit;
import health.salus.consensus.ConsensusPhase;
import health.salus.consensus.OrderedTransaction;
import health.salus.consensus.Round;
import health.salus.consensus.RoundHandler;
import health.salus.consensus.hashgraph.GossipEndpoint;
import health.salus.consensus.hashgraph.HashgraphConfig;
import health.salus.consensus.hashgraph.HashgraphConsensus;
import health.salus.consensus.hashgraph.HashgraphKeys;
import health.salus.consensus.hashgraph.HashgraphMember;
import health.salus.consensus.hashgraph.HashgraphNetwork;
import health.salus.consensus.hashgraph.HashgraphSettings;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.testkit.FreePorts;
import health.salus.testkit.consensus.Await;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The hashgraph engine with nothing on it: four members in this process, and handlers that only note what came.
final class EngineAlone {

    private static final int MEMBERS = 4;
    private static final int WARM_UPS = 40;
    private static final int TRANSACTIONS = 60;
    private static final int TRANSACTION_BYTES = 300;
    private static final long PATIENCE_SECONDS = 5;
    private static final int ATTEMPTS = 12;

    private EngineAlone() {}

    /// From submission to delivery at the member that submitted, median, one transaction after the other.
    static Limit ordering(Path directory) throws InterruptedException {
        List<HashgraphConsensus> engines = engines(directory);
        try {
            LinkedBlockingQueue<Long> delivered = new LinkedBlockingQueue<>();
            for (HashgraphConsensus engine : engines) {
                engine.start(new Noting(delivered));
            }
            for (HashgraphConsensus engine : engines) {
                Await.until(
                        () -> engine.status().phase() == ConsensusPhase.ACTIVE,
                        () -> engine.status().toString());
            }
            List<Double> times = new ArrayList<>();
            for (long i = 0; i < WARM_UPS + TRANSACTIONS; i++) {
                double time = order(engines.getFirst(), delivered, i);
                if (i >= WARM_UPS) {
                    times.add(time);
                }
            }
            return new Limit(
                    "the engine alone, p50, to all of four members in one process",
                    times.stream().sorted().skip(TRANSACTIONS / 2).findFirst().orElseThrow());
        } finally {
            engines.forEach(HashgraphConsensus::close);
        }
    }

    private static double order(HashgraphConsensus engine, LinkedBlockingQueue<Long> delivered, long number)
            throws InterruptedException {
        byte[] transaction = new byte[TRANSACTION_BYTES];
        ByteBuffer.wrap(transaction).putLong(number);
        long begun = System.nanoTime();
        engine.submit(Octets.wrap(transaction));
        int members = 0;
        for (int attempts = 0; members < MEMBERS; ) {
            Long came = delivered.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (came != null) {
                members += came == number ? 1 : 0;
            } else if (attempts++ < ATTEMPTS) {
                // An engine may lose what it accepted.
                engine.submit(Octets.wrap(transaction));
            } else {
                throw new IllegalStateException("the engine does not deliver");
            }
        }
        return (System.nanoTime() - begun) / 1e6;
    }

    private static List<HashgraphConsensus> engines(Path directory) {
        List<HashgraphKeys> keys = new ArrayList<>();
        List<HashgraphMember> members = new ArrayList<>();
        List<Integer> ports = FreePorts.several(MEMBERS);
        for (int i = 0; i < MEMBERS; i++) {
            MemberId member = new MemberId("engine-" + i);
            keys.add(HashgraphKeys.generate(member));
            GossipEndpoint endpoint = new GossipEndpoint("127.0.0.1", ports.get(i));
            members.add(
                    new HashgraphMember(member, i, 1, endpoint, keys.getLast().certificate()));
        }
        HashgraphNetwork network = new HashgraphNetwork(new NetworkId("bench-engine"), members);
        List<HashgraphConsensus> engines = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            MemberId member = members.get(i).member();
            Path home = directory.resolve(member.value());
            HashgraphConfig config =
                    new HashgraphConfig(home, network, member, Optional.empty(), HashgraphSettings.LOCAL);
            engines.add(new HashgraphConsensus(config, keys.get(i)));
        }
        return engines;
    }

    private static final class Noting implements RoundHandler {

        private final LinkedBlockingQueue<Long> delivered;
        private volatile long last;

        private Noting(LinkedBlockingQueue<Long> delivered) {
            this.delivered = delivered;
        }

        @Override
        public long lastSequence() {
            return last;
        }

        @Override
        public void onRound(Round round) {
            for (OrderedTransaction transaction : round.transactions()) {
                delivered.add(transaction.bytes().asReadOnlyBuffer().getLong());
            }
            last = round.sequence();
        }

        @Override
        public void onGap(long firstMissing, Round next) {
            throw new IllegalStateException("rounds from " + firstMissing + " on are missing");
        }
    }
}
