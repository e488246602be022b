package health.salus.simulator.process;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.api.MemberReport;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.ledger.replica.Divergence;
import health.salus.ledger.store.RocksLedgerStore;
import health.salus.node.Evidence;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleTree;
import health.salus.proof.report.Judgement;
import health.salus.proof.report.ReportVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One of four real processes signs another root than the one that its ledger has. The three others go on without it,
/// name it, and each keeps the signature: whoever has the genesis and a log sees by it that the member lied.
@Tag("matrix")
class FalseRootTest {

    private static final int NORTH = 0;
    private static final int LIAR = 3;
    private static final MemberId WEST = new MemberId("west");
    private static final Duration NAMED_WITHIN = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @Test
    void theOthersGoOnAndNameTheLiar() throws IOException {
        Path agents = directory.resolve("agents");
        List<String> lying = Stream.of(NodeProcesses.SMALL, AgentFile.options(agents, FalseRootAgent.class))
                .flatMap(List::stream)
                .toList();
        try (NodeProcesses nodes = new NodeProcesses(
                directory, 4, member -> NodeProcess.Launch.with(member == LIAR ? lying : NodeProcesses.SMALL))) {
            for (int member = 0; member < LIAR; member++) {
                assertThat(evidence(nodes, member)).as("while nobody lies").isEmpty();
            }
            Files.createFile(FalseRootAgent.sign(agents));
            Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();
            NodeWrites.write(nodes, NORTH, "lied-to", acknowledged);
            assertThat(acknowledged).hasSize(NodeWrites.EACH);
            for (int member = 0; member < LIAR; member++) {
                int each = member;
                Polling.await(
                        "evidence at member " + member,
                        NAMED_WITHIN,
                        () -> !evidence(nodes, each).isEmpty());
                assertThat(nodes.process(member).log()).contains("west signed another root");
            }
            long size = nodes.logSize(NORTH);
            assertThat(nodes.client(NORTH).status().finalSize()).isEqualTo(size);
            for (int member = 0; member < LIAR; member++) {
                assertReported(nodes, member);
                nodes.process(member).stop();
                assertConvicted(nodes, member);
            }
        }
    }

    /// What the node serves to anybody, judged by the members alone.
    private static void assertReported(NodeProcesses nodes, int member) {
        List<MemberReport> reports = nodes.client(member).reports().items();
        assertThat(reports).isNotEmpty();
        for (MemberReport report : reports) {
            String text = nodes.client(member).report(report.id()).toUtf8();
            assertThat(ReportVerifier.verify(text, nodes.anchor()))
                    .isInstanceOfSatisfying(
                            Judgement.Convicted.class,
                            convicted -> assertThat(convicted.member()).isEqualTo(WEST));
        }
    }

    /// Without any node: by the files, the keys of the genesis, and a log whose every entry anybody can recompute.
    private static void assertConvicted(NodeProcesses nodes, int member) {
        MemberSet members = nodes.anchor().members();
        try (RocksLedgerStore log =
                new RocksLedgerStore(nodes.config(member).data().resolve("ledger"))) {
            assertThat(evidence(nodes, member)).isNotEmpty().allSatisfy(item -> {
                assertThat(item.member()).isEqualTo(WEST);
                Divergence divergence = item.divergence();
                assertThat(divergence.theirs().member()).isEqualTo(WEST);
                assertThat(divergence.theirs().verify(members))
                        .as("it is signed")
                        .isTrue();
                long size = divergence.theirs().checkpoint().size();
                assertThat(divergence.own().root()).isEqualTo(MerkleTree.root(size, log::logNode));
                assertThat(divergence.theirs().checkpoint().root())
                        .isNotEqualTo(divergence.own().root());
            });
        }
    }

    private static List<Evidence.Item.ByCheckpoint> evidence(NodeProcesses nodes, int member) {
        Path folder = nodes.config(member).data().resolve("evidence");
        List<Evidence.Item.ByCheckpoint> items = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return items;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                items.add((Evidence.Item.ByCheckpoint) Evidence.read(Octets.wrap(Files.readAllBytes(file))));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return items;
    }
}
