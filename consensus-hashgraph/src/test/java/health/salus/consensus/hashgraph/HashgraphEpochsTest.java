package health.salus.consensus.hashgraph;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.consensus.ConsensusPhase;
import health.salus.consensus.Round;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.testkit.consensus.Await;
import health.salus.testkit.consensus.RecordingHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Other members go on with an engine of their own where the earlier one ended.
class HashgraphEpochsTest {

    @TempDir
    Path directory;

    private final Map<HashgraphConsensus, RecordingHandler> engines = new LinkedHashMap<>();

    @AfterEach
    void close() {
        closeAll(engines.keySet().stream().toList());
    }

    @Test
    void ordersOnFromTheLastRoundThoughOneMemberStaysBehind() {
        TestNetwork network = TestNetwork.create(directory, 4, HashgraphSettings.LOCAL);
        List<HashgraphConsensus> first = start(network, 0);
        Set<Octets> before = Set.of(Octets.utf8("before"));
        submit(first.getFirst(), before);
        first.forEach(engine -> handler(engine).awaitAll(before));
        Round last = handler(first.getFirst()).rounds().getLast();

        // The member that left never closes its engine, which goes on calling at the others' doors.
        closeAll(first.subList(1, 4));
        TestNetwork next = network.next(new EpochStart(1, last.sequence(), last.time()));
        List<HashgraphConsensus> second = start(next, last.sequence());
        Set<Octets> after = Set.of(Octets.utf8("after"));
        submit(second.getLast(), after);
        second.forEach(engine -> handler(engine).awaitAll(after));

        for (HashgraphConsensus engine : second) {
            Round round = handler(engine).rounds().getFirst();
            assertThat(round.sequence()).isEqualTo(last.sequence() + 1);
            assertThat(round.transactions().getFirst().time()).isAfter(last.time());
            assertThat(round).isEqualTo(handler(second.getFirst()).rounds().getFirst());
        }
        assertThat(handler(first.getFirst()).distinctTransactions()).isEqualTo(before);
    }

    private List<HashgraphConsensus> start(TestNetwork network, long executed) {
        List<HashgraphConsensus> started = new ArrayList<>();
        for (MemberId member : network.members()) {
            HashgraphConsensus engine = network.open(member);
            engines.put(engine, new RecordingHandler(executed));
            engine.start(handler(engine));
            started.add(engine);
        }
        for (HashgraphConsensus engine : started) {
            Await.until(
                    () -> engine.status().phase() == ConsensusPhase.ACTIVE,
                    () -> engine.status().toString());
        }
        return started;
    }

    private RecordingHandler handler(HashgraphConsensus engine) {
        return Objects.requireNonNull(engines.get(engine));
    }

    private static void submit(HashgraphConsensus engine, Set<Octets> transactions) {
        transactions.forEach(
                each -> assertThat(engine.submit(each).isAccepted()).isTrue());
    }

    private static void closeAll(List<HashgraphConsensus> closing) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            closing.forEach(engine -> threads.execute(engine::close));
        }
    }
}
