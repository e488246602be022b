package health.salus.node.custody;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.access.SessionCheck;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.governance.Change;
import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.SegmentRecord;
import health.salus.contracts.records.Segments;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.Locality;
import health.salus.node.Applicant;
import health.salus.node.FourMembers;
import health.salus.node.NodeRuntime;
import health.salus.node.Votes;
import health.salus.platform.identity.Requester;
import health.salus.platform.records.ReadResult;
import health.salus.platform.records.SegmentPlacing;
import health.salus.testkit.consensus.Await;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.segment.KeyShare;
import health.salus.vault.segment.Opening;
import health.salus.vault.segment.Piece;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.segment.SegmentOpener;
import health.salus.vault.store.FilePieceStore;
import health.salus.vault.store.HeldFragment;
import health.salus.vault.store.VaultFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A member leaves and another takes its place among the custodians, with one vote: the segments are moved by the nodes
/// themselves, over their peer ports, while they are read and written.
class CustodianChangeTest {

    private static final NetworkId NETWORK = new NetworkId("four");
    private static final PrincipalId DOCTOR = new PrincipalId("doctor.south");
    private static final SubjectId SUBJECT = new SubjectId("00112233445566778899aabbccddeeff");
    private static final int READER = 2;
    private static final int LEAVING = 3;
    private static final CustodianSetId NEXT = new CustodianSetId("next");

    /// Whoever should begin with a segment is not waited for.
    private static final List<String> SETTINGS = List.of("vault.missed-after = PT0S", "vault.repair-every = PT1S");

    @TempDir
    Path directory;

    private final List<NodeRuntime> nodes = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(NodeRuntime::close);
    }

    @Test
    void segmentsMoveToTheSetThatSupersedesTheirs() throws IOException {
        FourMembers four = new FourMembers(directory, SETTINGS);
        nodes.addAll(four.nodes());
        four.register(READER, DOCTOR, PrincipalKind.PRACTITIONER, List.of());
        for (String suffix : List.of("aa", "bb", "cc")) {
            write(four, suffix);
        }
        List<SegmentRecord> before = segments();
        before.forEach(each -> four.awaitPiece(LEAVING, each.id()));
        keepCopy("west");
        Applicant applicant = Applicant.prepare(directory, "hill", four.home(0), SETTINGS);
        NodeRuntime hill = applicant.start();
        nodes.add(hill);
        Votes.accept(four.nodes(), "admit-hill", new Change.AdmitMember(applicant.application()));
        Votes.awaitEpoch(nodes, 1);

        CustodianSet next = new CustodianSet(NEXT, members("hill", "south", "north", "east"));
        Votes.accept(
                four.nodes(),
                "replace-west",
                new Change.SupersedeCustodians(new CustodianSetId(SegmentPlacing.DEFAULT_SET), next),
                new Change.RemoveMember(new MemberId("west")));
        List<NodeRuntime> staying =
                nodes.stream().filter(node -> node != nodes.get(LEAVING)).toList();
        Votes.awaitEpoch(staying, 2);
        assertThat(read("aa")).as("while segments move").isInstanceOf(ReadResult.Found.class);
        write(four, "dd");
        Await.until(() -> isSettled(staying, before), () -> counts(staying));

        for (SegmentRecord segment : segments()) {
            assertThat(segment.custodianSet()).isEqualTo(NEXT);
        }
        for (String suffix : List.of("aa", "bb", "cc", "dd")) {
            assertThat(read(suffix)).isInstanceOf(ReadResult.Found.class);
        }
        // With two of the next set gone, what came to the member that is new is needed.
        SessionId session =
                nodes.get(READER).sessions().require(doctor(), SUBJECT).id();
        Await.until(() -> isUsable(hill, session), () -> "hill does not know the session");
        nodes.get(0).close();
        nodes.get(1).close();
        List<SegmentId> all = segments().stream().map(SegmentRecord::id).toList();
        assertThat(nodes.get(READER).vault().open(Optional.of(session), all)).hasSize(4);
        for (NodeRuntime node : staying) {
            assertThat(node.evidence().items()).isEmpty();
        }
        SegmentManifest moved = manifest(hill, before.getFirst());
        nodes.forEach(NodeRuntime::close);
        assertWorthless(before.getFirst(), moved);
    }

    /// Of a member that leaves nobody can know that it forgets.
    private void keepCopy(String name) throws IOException {
        for (String part : List.of("data/vault", "keys/vault")) {
            Path from = directory.resolve(name).resolve(part);
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Path to = directory.resolve(name + "-copy").resolve(part).resolve(from.relativize(file));
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            }
        }
    }

    /// What west kept, with all that one custodian of the next set has: one place short of either polynomial.
    private void assertWorthless(SegmentRecord before, SegmentManifest moved) {
        try (FilePieceStore west = store("west-copy", "west");
                FilePieceStore hill = store("hill", "hill")) {
            HeldFragment keptFragment = west.fragment(before.id()).orElseThrow();
            KeyShare kept = west.share(before.id()).orElseThrow();
            KeyShare came = hill.share(before.id()).orElseThrow();
            assertThat(keptFragment.manifest().digest()).isEqualTo(before.manifest());
            Octets fragment = hill.fragment(before.id()).orElseThrow().fragment();
            Piece fromHill = new Piece(1, fragment, came);
            assertThat(moved.accepts(1, came)).isTrue();
            for (int place = 1; place <= 4; place++) {
                assertThat(moved.accepts(place, kept)).isFalse();
                assertThat(keptFragment.manifest().accepts(place, came)).isFalse();
                Piece old = new Piece(place, keptFragment.fragment(), kept);
                assertThat(new SegmentOpener().open(moved, List.of(fromHill, old)))
                        .isNotInstanceOf(Opening.Opened.class);
            }
        }
    }

    private FilePieceStore store(String folder, String name) {
        Path home = directory.resolve(folder);
        return FilePieceStore.open(
                VaultFolders.under(home.resolve("data/vault"), home.resolve("keys/vault")),
                NETWORK,
                new MemberId(name),
                Instant::now,
                new SystemRandomSource());
    }

    /// Everything was moved, came to the shelf where it counts, and was forgotten where it does not.
    private static boolean isSettled(List<NodeRuntime> staying, List<SegmentRecord> before) {
        return staying.stream().allMatch(node -> before.stream().allMatch(old -> isSettled(node, old)));
    }

    private static boolean isSettled(NodeRuntime node, SegmentRecord old) {
        SegmentRecord now = record(node, old.id());
        return !now.manifest().equals(old.manifest())
                && held(node, now).isPresent()
                && held(node, old).isEmpty()
                && node.moves().counts().waiting() == 0;
    }

    private static Optional<HeldFragment> held(NodeRuntime node, SegmentRecord of) {
        return node.vault()
                .custodian()
                .fragment(new MemberId("south"), new SegmentReference(of.id(), of.manifest()))
                .map(release -> release.held());
    }

    private static SegmentManifest manifest(NodeRuntime node, SegmentRecord old) {
        return held(node, record(node, old.id())).orElseThrow().manifest();
    }

    private static SegmentRecord record(NodeRuntime node, SegmentId segment) {
        return Segments.of(node.network().state()).find(segment).orElseThrow();
    }

    private static String counts(List<NodeRuntime> nodes) {
        return String.join(
                "\n",
                nodes.stream()
                        .map(node -> node.self() + " " + node.moves().counts() + " "
                                + node.upkeep().counts())
                        .toList());
    }

    private List<SegmentRecord> segments() {
        NodeRuntime reader = nodes.get(READER);
        return Segments.of(reader.network().state()).of(SUBJECT, 0, 100).stream()
                .map(entry -> record(reader, entry.segment()))
                .toList();
    }

    private static void write(FourMembers four, String suffix) {
        four.write(
                READER,
                DOCTOR,
                SUBJECT,
                id(suffix),
                Octets.utf8("{\"resourceType\":\"Observation\",\"id\":\"" + id(suffix) + "\",\"status\":\"final\"}"));
    }

    private static String id(String suffix) {
        return Locality.of(SUBJECT).hex() + "-" + suffix.repeat(16);
    }

    private ReadResult read(String suffix) {
        return nodes.get(READER).reader().current(doctor(), "Observation", id(suffix));
    }

    private static Requester doctor() {
        return new Requester(FourMembers.author(DOCTOR), FourMembers.organisation("south"), PurposeOfUse.TREAT);
    }

    private boolean isUsable(NodeRuntime custodian, SessionId session) {
        return SessionCheck.open(
                        custodian.network().state(), session, nodes.get(READER).self(), Instant.now())
                instanceof SessionCheck.Opened.Usable;
    }

    private static List<MemberId> members(String... names) {
        return Stream.of(names).map(MemberId::new).toList();
    }
}
