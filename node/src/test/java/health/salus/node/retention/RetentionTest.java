package health.salus.node.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.ledger.archive.BlockSegment;
import health.salus.node.NodeRuntime;
import health.salus.node.config.NodeConfig;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.fsck.Fsck;
import health.salus.node.setup.LocalNetwork;
import health.salus.node.setup.MemberSetup;
import health.salus.platform.network.Decision;
import health.salus.proof.receipt.ReceiptVerifier;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.receipt.Verdict;
import health.salus.proof.tiles.LogFile;
import health.salus.testkit.FreePorts;
import health.salus.testkit.consensus.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole node whose policy lets go of nearly everything.
class RetentionTest {

    private static final NetworkId NETWORK = new NetworkId("one");
    private static final int KEPT = 10;
    private static final int DECISIONS = BlockSegment.BLOCKS + 2 * KEPT;

    @TempDir
    Path directory;

    private final List<Decision> decisions = new ArrayList<>();
    private Path archive;
    private NodeConfig config;
    private NodeRuntime node;

    @BeforeEach
    void start() throws IOException {
        Path file = LocalNetwork.create(
                        directory,
                        NETWORK,
                        List.of(new LocalNetwork.Member(
                                "north", new MemberSetup.Addresses("127.0.0.1", 0, FreePorts.one(), 0))))
                .getFirst();
        archive = Files.createDirectory(directory.resolve("archive"));
        Files.writeString(
                file,
                "\narchive.directory = " + archive + "\nretention.keep-blocks = " + KEPT
                        + "\nretention.keep-days = 0\nretention.look-every = PT1S"
                        // Upkeep reads blocks too, and would have them remembered.
                        + "\nvault.repair-every = P1D\n",
                StandardOpenOption.APPEND);
        config = NodeConfigFile.read(file);
        node = NodeRuntime.start(config);
        for (int i = 0; i < DECISIONS; i++) {
            decisions.add(register("principal-" + i));
        }
        Await.until(
                () -> node.disk().firstBlock() == BlockSegment.BLOCKS,
                () -> "still from " + node.disk().firstBlock() + " on: "
                        + node.disk().trouble());
    }

    @AfterEach
    void close() {
        node.close();
    }

    private Decision register(String name) {
        IdentityCommand command = new IdentityCommand.RegisterPrincipal(
                new PrincipalId(name), PrincipalKind.STAFF, node.card().organisation(), List.of());
        return node.network().decide(node.network().signAsMember(List.of(IdentityCommand.FORMAT.encode(command))));
    }

    @Test
    void whatWasArchivedIsStillProven() throws IOException {
        Decision early = decisions.getFirst();
        assertThat(early.height()).isLessThan(node.disk().firstBlock());
        assertThat(node.network().find(early.transactionId())).contains(early);
        Octets receipt = node.network().receipt(early.transactionId()).orElseThrow();
        TrustAnchor trusted = TrustAnchor.of(NETWORK, node.ledger().members());
        assertThat(ReceiptVerifier.verify(receipt.toUtf8(), trusted)).isInstanceOf(Verdict.Verified.class);
        assertThat(node.ledger().publishedLog().content(new LogFile.EntryBundle(0, 100), 100))
                .isPresent();
        assertThat(files()).containsExactly("blocks-0000000000000000000.cbor");

        node.close();
        assertThat(Fsck.run(config)).isEmpty();
        node = NodeRuntime.start(config);
        assertThat(node.network().find(early.transactionId())).contains(early);
        assertThat(register("late").isAccepted()).isTrue();
    }

    @Test
    void withoutItsArchiveANodeSaysSoAndGoesOn() throws IOException {
        Path elsewhere = Files.move(archive, directory.resolve("unmounted"));
        Digest early = decisions.getFirst().transactionId();
        Digest late = decisions.getLast().transactionId();
        for (Runnable question : List.<Runnable>of(
                () -> node.network().find(early), () -> node.network().receipt(early))) {
            assertThatThrownBy(question::run)
                    .isInstanceOfSatisfying(
                            SalusException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ARCHIVE_UNREACHABLE));
        }
        assertThat(node.network().receipt(late)).isPresent();
        for (int i = 0; i < BlockSegment.BLOCKS; i++) {
            register("while-away-" + i);
        }
        Await.until(() -> node.disk().trouble().isPresent(), () -> "nothing is said of the archive");
        assertThat(node.disk().firstBlock()).isEqualTo(BlockSegment.BLOCKS);

        Files.move(elsewhere, archive);
        Await.until(
                () -> node.disk().firstBlock() == 2 * BlockSegment.BLOCKS,
                () -> Optional.of(node.disk().trouble()).toString());
        assertThat(node.network().receipt(early)).isPresent();
        Await.until(
                () -> node.disk().trouble().isEmpty(),
                () -> node.disk().trouble().toString());
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(archive)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
