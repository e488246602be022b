package health.salus.node.custody;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.Segments;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.Locality;
import health.salus.node.FourMembers;
import health.salus.node.NodeRuntime;
import health.salus.vault.repair.ScrubReport;
import health.salus.vault.store.Damage;
import health.salus.vault.store.HeldFragment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a member's disk lost comes back from the other three, over their peer port.
class VaultUpkeepTest {

    private static final PrincipalId WRITER = new PrincipalId("doctor.north");
    private static final SubjectId SUBJECT = new SubjectId("00112233445566778899aabbccddeeff");

    @TempDir
    Path directory;

    private FourMembers members;

    @BeforeEach
    void start() throws IOException {
        members = new FourMembers(directory, List.of("vault.missed-after = PT0S"));
    }

    @AfterEach
    void stop() {
        members.close();
    }

    @Test
    void flippedAndDeletedFragmentsAreRebuiltByteForByte() throws IOException {
        members.register(0, WRITER, PrincipalKind.PRACTITIONER, List.of());
        write("aa");
        SegmentId segment = onlySegment();
        HeldFragment atWest = members.awaitPiece(3, segment);
        HeldFragment atEast = members.awaitPiece(1, segment);

        flipInsideOf(volume(3), atWest.fragment());
        ScrubReport report = members.node(3).upkeep().scrub();
        assertThat(report.damages()).extracting(Damage::segment).containsExactly(Optional.of(segment));
        untilNothingWaits(3);
        assertThat(members.fragment(3, segment)).contains(atWest);
        assertThat(members.node(3).upkeep().counts()).satisfies(counts -> {
            assertThat(counts.damaged()).isEqualTo(1);
            assertThat(counts.repaired()).isEqualTo(1);
            assertThat(counts.unrepaired()).isZero();
        });

        Files.delete(volume(1));
        members.node(1).upkeep().scrub();
        untilNothingWaits(1);
        assertThat(members.fragment(1, segment)).contains(atEast);
        assertThat(members.nodes())
                .allSatisfy(node -> assertThat(node.evidence().items()).isEmpty());
    }

    /// A new disk: nothing of the vault is left, and the ledger says what should be there.
    @Test
    void aMemberThatLostItsWholeVaultGetsItsPiecesAgain() throws IOException {
        members.register(0, WRITER, PrincipalKind.PRACTITIONER, List.of());
        write("aa");
        SegmentId segment = onlySegment();
        HeldFragment before = members.awaitPiece(3, segment);
        members.stop(3);
        delete(members.home(3).resolve("data/vault"));
        delete(members.home(3).resolve("keys/vault"));
        members.restart(3);
        assertThat(members.fragment(3, segment)).isEmpty();

        members.node(3).upkeep().scrub();
        untilNothingWaits(3);
        assertThat(members.fragment(3, segment)).contains(before);
        assertThat(members.node(3).upkeep().counts()).satisfies(counts -> {
            assertThat(counts.missing()).isEqualTo(1);
            assertThat(counts.repaired()).isEqualTo(1);
            assertThat(counts.recoveredShares()).isEqualTo(1);
            assertThat(counts.lostShares()).isZero();
        });
    }

    /// On a busy machine peers may answer too late; the next turn asks again.
    private void untilNothingWaits(int node) {
        UpkeepLoop upkeep = members.node(node).upkeep();
        while (upkeep.counts().unrepaired() + upkeep.counts().lostShares() > 0) {
            upkeep.complete();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private void write(String suffix) {
        String id = Locality.of(SUBJECT).hex() + "-" + suffix.repeat(16);
        members.write(
                0,
                WRITER,
                SUBJECT,
                id,
                Octets.utf8("{\"resourceType\":\"Observation\",\"id\":\"" + id + "\",\"status\":\"final\"}"));
    }

    private SegmentId onlySegment() {
        NodeRuntime north = members.node(0);
        return Segments.of(north.network().state()).of(SUBJECT, 0, 1).getFirst().segment();
    }

    private Path volume(int node) throws IOException {
        try (Stream<Path> files = Files.walk(members.home(node))) {
            return files.filter(file -> file.toString().endsWith(".pieces"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void flipInsideOf(Path file, Octets fragment) throws IOException {
        Octets all = Octets.wrap(Files.readAllBytes(file));
        int at = 0;
        while (!all.slice(at, at + fragment.length()).equals(fragment)) {
            at++;
        }
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.seek(at + fragment.length() / 2);
            int old = opened.read();
            opened.seek(at + fragment.length() / 2);
            opened.write(old ^ 1);
        }
    }
}
