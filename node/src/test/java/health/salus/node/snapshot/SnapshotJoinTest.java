package health.salus.node.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.consensus.ConsensusPhase;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.PrincipalId;
import health.salus.ledger.store.RocksLedgerStore;
import health.salus.ledger.store.SnapshotIntake;
import health.salus.ledger.store.StoreCheck;
import health.salus.node.FourMembers;
import health.salus.node.local.LocalStore;
import health.salus.node.peer.Peers;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.MemberKeys;
import health.salus.testkit.consensus.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One of four members lost its ledger, and takes a snapshot over the members' own TLS.
class SnapshotJoinTest {

    private static final int LOST = 3;

    @TempDir
    Path directory;

    @Test
    void refusesEachLieAndTakesWhatAnHonestMemberGives() throws IOException {
        try (FourMembers four = new FourMembers(directory)) {
            for (int i = 0; i < 6; i++) {
                register(four, i % FourMembers.NAMES.size(), "early-" + i);
            }
            Genesis genesis = four.node(0).genesis();
            MemberKeys keys = MemberKeys.load(four.home(LOST).resolve("keys"));
            four.stop(LOST);
            Path data = four.home(LOST).resolve("data");
            SnapshotIntake.remove(data.resolve("ledger"));
            for (int i = 0; i < 3; i++) {
                register(four, i, "meanwhile-" + i);
            }

            try (LocalStore local = new LocalStore(data.resolve("local"));
                    Peers peers = new Peers(four.node(LOST).self(), keys.tls(), genesis.members())) {
                SnapshotJoin join = new SnapshotJoin(genesis, data, local);
                List<SnapshotSource> liars = new ArrayList<>();
                for (LyingSource.Lie lie : LyingSource.Lie.values()) {
                    liars.add(new LyingSource(new PeerSource(peers.all().getFirst()), lie));
                }
                join.run(liars, 1);
                assertThat(data.resolve("ledger")).doesNotExist();

                long tooFar = 1_000_000;
                join.run(List.of(new PeerSource(peers.all().getLast())), tooFar);
                assertThat(data.resolve("ledger")).doesNotExist();

                liars.add(new PeerSource(peers.all().getLast()));
                join.run(liars, 1);
            }
            try (RocksLedgerStore taken = new RocksLedgerStore(data.resolve("ledger"))) {
                assertThat(StoreCheck.run(taken)).isEmpty();
                assertThat(taken.height()).isGreaterThanOrEqualTo(6);
            }
            assertThat(Files.exists(data.resolve("ledger.incoming.whole"))).isFalse();

            four.restart(LOST);
            Await.until(
                    () -> four.node(LOST).ledger().status().consensus().phase() == ConsensusPhase.ACTIVE,
                    () -> four.node(LOST).ledger().status().toString());
            register(four, LOST, "after-the-loss");
            register(four, 0, "after-all");
            awaitSameState(four);
        }
    }

    private static void register(FourMembers four, int node, String name) {
        four.register(node, new PrincipalId(name), PrincipalKind.STAFF, List.of());
    }

    private static void awaitSameState(FourMembers four) {
        Await.until(
                () -> four.nodes().stream()
                                .map(node -> node.ledger().status().height() + " "
                                        + node.ledger().status().logSize())
                                .distinct()
                                .count()
                        == 1,
                () -> "the members are not at the same block");
        long height = four.node(0).ledger().status().height();
        assertThat(four.nodes().stream()
                        .map(node -> node.ledger().block(height).orElseThrow().headerEntry())
                        .distinct())
                .hasSize(1);
    }
}
