package health.salus.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import health.salus.cli.testing.Typist;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.ledger.replica.Divergence;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.node.config.NodeConfig;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.replica.GenesisState;
import health.salus.node.replica.LedgerRuntime;
import health.salus.node.web.OpenNode;
import health.salus.proof.Checkpoint;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.tiles.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a node noticed of a member's lie, from its evidence to whoever judges the report offline.
class MemberReportStoryTest {

    private static final NetworkId NETWORK = new NetworkId("test");

    @TempDir
    Path directory;

    @Test
    void namesWhoSignedTwoRootsToWhoeverAsks() throws IOException {
        Path configuration = OpenNode.prepare(directory.resolve("node"), NETWORK, List.of());
        Typist auditor = new Typist(directory.resolve("auditor"));
        Path trust = directory.resolve("trust.txt");
        Path file = directory.resolve("north.report");
        try (OpenNode node = OpenNode.open(configuration)) {
            String url = node.address().toString();
            assertThat(auditor.type("report", "list", "--url", url).out())
                    .contains("nothing is held against any member");
            TrustAnchor anchor = TrustAnchor.of(
                    NETWORK, GenesisState.memberSet(node.server().node().genesis()));
            Files.writeString(trust, anchor.format());
            lie(NodeConfigFile.read(configuration), node);
            node.restart();

            JsonNode items = auditor.type("report", "list", "--json", "--url", url)
                    .json()
                    .path("items");
            assertThat(items).hasSize(1);
            JsonNode report = items.path(0);
            assertThat(report.path("member").asText()).isEqualTo(OpenNode.MEMBER.value());
            assertThat(report.path("kind").asText()).isEqualTo("two-roots");
            assertThat(report.path("size").asLong()).isEqualTo(1);
            assertThat(auditor.type("report", "get", report.path("id").asText(), "--out", file.toString(), "--url", url)
                            .code())
                    .isZero();
            assertThat(auditor.type("report", "get", "unknown", "--url", url).err())
                    .contains("NOT_FOUND");
            node.register("after", PrincipalKind.PRACTITIONER, OpenNode.NORTH);
        }
        assertThat(auditor.type("report", "verify", file.toString(), "--trust", trust.toString()))
                .satisfies(ended -> assertThat(ended.out())
                        .contains("member north of network test")
                        .contains("the same member signed"))
                .returns(0, Typist.Ended::code);
        Files.writeString(file, Files.readString(file).replace("two-roots", "another-root"));
        assertThat(auditor.type("report", "verify", file.toString(), "--trust", trust.toString())
                        .code())
                .as("its only member is all members")
                .isZero();
        Files.writeString(file, Files.readString(file).replace("\n1\n", "\n2\n"));
        assertThat(auditor.type("report", "verify", file.toString(), "--trust", trust.toString()))
                .satisfies(ended -> assertThat(ended.out()).contains("SIGNATURE_FORGED"))
                .returns(4, Typist.Ended::code);
    }

    /// The member's own key signs another root than its log has at one entry, as if it had told that to this node.
    private static void lie(NodeConfig config, OpenNode node) {
        LogFile tile = LogFile.parse("tile/0/000.p/1").orElseThrow();
        LedgerRuntime ledger = node.server().node().ledger();
        Digest root = new Digest(ledger.publishedLog()
                .content(tile, ledger.finality().finalSize())
                .orElseThrow());
        Checkpoint theirs = Checkpoint.of(NETWORK, 1, Digest.ZERO);
        SignedCheckpoint signed = SignedCheckpoint.sign(
                theirs,
                OpenNode.MEMBER,
                MemberKeys.load(config.keys()).checkpoint(),
                Instant.parse("2026-03-01T10:00:00Z"));
        new Evidence(config.data().resolve("evidence"), Instant::now)
                .diverged(new Divergence(OpenNode.MEMBER, Checkpoint.of(NETWORK, 1, root), signed));
    }
}
