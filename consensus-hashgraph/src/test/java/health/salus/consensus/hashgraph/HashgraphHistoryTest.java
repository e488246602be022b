package health.salus.consensus.hashgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.consensus.ConsensusPhase;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.testkit.consensus.Await;
import health.salus.testkit.consensus.RecordingHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node whose history is not the others', or not its ledger's, stops rather than go on.
class HashgraphHistoryTest {

    @TempDir
    Path directory;

    private final List<HashgraphConsensus> engines = new ArrayList<>();

    @AfterEach
    void close() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            engines.forEach(engine -> threads.execute(engine::close));
        }
    }

    @Test
    void aNetworkThatBeganAnewUnderALedgerIsNotPassedOver() {
        TestNetwork network = TestNetwork.create(directory, 4, HashgraphSettings.LOCAL);
        List<RecordingHandler> handlers = new ArrayList<>();
        for (MemberId member : network.members()) {
            RecordingHandler handler = new RecordingHandler(5);
            handlers.add(handler);
            start(network.open(member), handler);
        }
        engines.forEach(engine -> awaitPhase(engine, ConsensusPhase.ACTIVE));
        assertThat(engines.getFirst().submit(Octets.utf8("lost?")).isAccepted()).isTrue();

        awaitPhase(engines.getFirst(), ConsensusPhase.HALTED);
        assertThat(engines.getFirst().status().reason()).contains("orders round 1 anew");
        assertThat(handlers).allSatisfy(handler -> assertThat(handler.rounds()).isEmpty());
    }

    @Test
    @Tag("slow")
    void aNodeThatComputesAnotherStateStops() {
        TestNetwork network = TestNetwork.create(directory, 4, HashgraphSettings.LOCAL);
        List<MemberId> members = network.members();
        for (MemberId member : members.subList(0, 3)) {
            start(network.open(member), new RecordingHandler(0));
        }
        // The name of the network is part of what is hashed, and of nothing that peers compare beforehand.
        HashgraphConfig astray = new HashgraphConfig(
                directory.resolve("astray"),
                new HashgraphNetwork(
                        new NetworkId("another-net"), network.network().members()),
                members.getLast(),
                Optional.empty(),
                HashgraphSettings.LOCAL);
        start(new HashgraphConsensus(astray, network.keysOf(members.getLast())), new RecordingHandler(0));
        engines.forEach(engine -> awaitPhase(engine, ConsensusPhase.ACTIVE));
        assertThat(engines.getFirst().submit(Octets.utf8("one")).isAccepted()).isTrue();

        awaitPhase(engines.getLast(), ConsensusPhase.HALTED);
        assertThat(engines.getLast().status().reason()).contains("another state");
        assertThat(engines.subList(0, 3))
                .allSatisfy(engine -> assertThat(engine.status().phase()).isEqualTo(ConsensusPhase.ACTIVE));
    }

    @Test
    void anothersKeysAreRefused() {
        TestNetwork network = TestNetwork.create(directory, 2, HashgraphSettings.LOCAL);
        MemberId self = network.members().getFirst();
        HashgraphConsensus engine = new HashgraphConsensus(
                network.config(self), network.keysOf(network.members().getLast()));

        assertThatThrownBy(() -> start(engine, new RecordingHandler(0)))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining("not those of member member-0");
    }

    private void start(HashgraphConsensus engine, RecordingHandler handler) {
        engines.add(engine);
        engine.start(handler);
    }

    private static void awaitPhase(HashgraphConsensus engine, ConsensusPhase phase) {
        Await.until(
                () -> engine.status().phase() == phase, () -> engine.status().toString());
    }
}
