package health.salus.vault.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.custody.CustodianClient;
import health.salus.vault.custody.DownCustodian;
import health.salus.vault.custody.LyingCustodian;
import health.salus.vault.custody.LyingCustodian.Lie;
import health.salus.vault.custody.TestNetwork;
import health.salus.vault.doubles.Mutations;
import health.salus.vault.doubles.SyntheticSegments;
import health.salus.vault.segment.SealedSegment;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.store.Damage;
import health.salus.vault.store.FilePieceStore;
import health.salus.vault.store.HeldFragment;
import health.salus.vault.store.PieceStore;
import health.salus.vault.store.PlacedPiece;
import health.salus.vault.store.VaultFolders;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepairTest {

    private static final SegmentId S1 = new SegmentId("s-1");

    private final TestNetwork network = new TestNetwork(4, 137);
    private final SealedSegment sealed = network.seal(network.unsealed("s-1", 3));
    private final Digest manifest = sealed.manifest().digest();
    private final List<String> named = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void store() {
        for (int place = 1; place <= 4; place++) {
            network.stores.get(place - 1).put(List.of(piece(place, sealed)));
            // Custodians ask each other here: the fourth the others, and somebody else the fourth.
            int self = place;
            MemberId asking = TestNetwork.member(place == 4 ? 1 : 4);
            network.replace(place, _ -> network.asReachedBy(asking, self));
        }
        network.register(sealed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aLostFragmentIsRebuilt(int place) {
        network.stores.get(place - 1).discard(List.of(S1));
        assertThat(repair(place).repairFragment(S1, registered(manifest)))
                .isEqualTo(new Repair.Outcome.Repaired(List.of()));
        assertRepaired(place);
    }

    @ParameterizedTest
    @EnumSource(names = {"FRAGMENT", "MANIFEST"})
    void aLiarIsNamedAndTheOthersSuffice(Lie lie) {
        network.stores.get(3).discard(List.of(S1));
        network.replace(1, client -> LyingCustodian.signing(client, lie, network.seat(1)));
        Repair.Outcome outcome = repair(4).repairFragment(S1, registered(manifest));
        assertThat(outcome).isInstanceOf(Repair.Outcome.Repaired.class);
        assertThat(outcome.wrong()).singleElement().satisfies(found -> {
            assertThat(found.wrong().custodian()).isEqualTo(1);
            assertThat(found.wrong().kind().name()).isEqualTo(lie.name());
            assertThat(found.convicts(network.onLedger(1, manifest))).isTrue();
        });
        assertRepaired(4);
    }

    @Test
    void withTooFewOthersItSaysSo() {
        network.stores.get(3).discard(List.of(S1));
        network.replace(1, DownCustodian::new);
        network.replace(2, client -> new LyingCustodian(client, Lie.FRAGMENT));
        assertThat(repair(4).repairFragment(S1, registered(manifest)))
                .isInstanceOfSatisfying(Repair.Outcome.TooFew.class, tooFew -> {
                    assertThat(tooFew.good()).isEqualTo(1);
                    assertThat(tooFew.wrong())
                            .extracting(found -> found.wrong().custodian())
                            .containsExactly(2);
                });
        assertThat(network.stores.get(3).find(S1)).isEmpty();
    }

    /// An author whose fragments do not belong together: no custodian can rebuild its own.
    @Test
    void whatWasNeverOneCodeWordIsNotInvented() {
        SegmentManifest honest = sealed.manifest();
        List<Digest> hashes = new ArrayList<>(honest.fragments());
        hashes.set(3, Digest.sha256(Octets.utf8("something else")));
        SegmentManifest odd = new SegmentManifest(
                honest.version(),
                honest.descriptor(),
                honest.root(),
                honest.ciphertextBytes(),
                hashes,
                honest.keyCommitments());
        for (int place = 1; place <= 3; place++) {
            network.stores.get(place - 1).discard(List.of(S1));
            network.stores
                    .get(place - 1)
                    .put(List.of(new PlacedPiece(odd, sealed.pieces().get(place - 1))));
        }
        assertThat(repair(4).repairFragment(S1, registered(odd.digest())))
                .isEqualTo(new Repair.Outcome.Unsound(List.of()));
    }

    @Test
    void aScrubRepairsWhatItCanAndReportsTheRest() throws IOException {
        VaultFolders folders = VaultFolders.under(folder.resolve("data"), folder.resolve("keys"));
        SealedSegment second = network.seal(network.unsealed("s-2", 1));
        network.register(second);
        for (int place = 1; place <= 3; place++) {
            network.stores.get(place - 1).put(List.of(piece(place, second)));
        }
        try (FilePieceStore store = open(folders)) {
            store.put(List.of(piece(4, sealed), piece(4, second)));
            HeldFragment forged = new HeldFragment(
                    second.manifest(),
                    4,
                    Mutations.flipped(second.pieces().get(3).fragment(), 2));
            store.replaceFragment(forged);
            flip(folder.resolve("data/pieces/volume-0000000001.pieces"), 300);
            flip(folder.resolve("data/shares/epoch-0000000001.shares"), -20);

            Upkeep upkeep = upkeep(4, store);
            long[] read = new long[1];
            ScrubReport report = upkeep.scrub(bytes -> read[0] += bytes);
            assertThat(report.repaired()).containsExactlyInAnyOrder(S1, new SegmentId("s-2"));
            assertThat(report.unrepaired()).isEmpty();
            assertThat(report.recoveredShares()).containsExactly(new SegmentId("s-2"));
            assertThat(report.lostShares()).isEmpty();
            assertThat(store.share(new SegmentId("s-2")))
                    .contains(second.pieces().get(3).share());
            assertThat(report.damages())
                    .extracting(Damage::kind)
                    .containsExactlyInAnyOrder(
                            Damage.Kind.FRAGMENT_UNREADABLE, Damage.Kind.FRAGMENT_WRONG, Damage.Kind.SHARE_LOST);
            assertThat(read[0]).isEqualTo(report.verification().bytes()).isPositive();

            assertThat(store.fragment(S1))
                    .contains(new HeldFragment(
                            sealed.manifest(), 4, sealed.pieces().get(3).fragment()));
            assertThat(upkeep.scrub(bytes -> {}).repaired()).isEmpty();
            assertThat(upkeep.counts()).isEqualTo(new UpkeepCounts(3, 2, 0, 2, 0, 1, 0, 0));
        }
    }

    @Test
    void whatWasNeverReceivedIsCompletedAndLiarsAreNamed() {
        PieceStore store = network.stores.get(3);
        store.discard(List.of(S1));
        network.replace(1, client -> new LyingCustodian(client, Lie.FRAGMENT));
        Upkeep upkeep = upkeep(4, store);
        assertThat(upkeep.complete(S1)).isTrue();
        assertThat(upkeep.complete(S1)).isTrue();
        assertWhole(store);
        assertThat(named).containsExactly("member-1 FRAGMENT");
        assertThat(upkeep.counts()).isEqualTo(new UpkeepCounts(0, 0, 1, 1, 0, 1, 0, 0));
    }

    @Test
    void whatCannotBeRebuiltNowIsRebuiltLater() {
        PieceStore store = network.stores.get(3);
        store.discard(List.of(S1));
        List<DownCustodian> down = new ArrayList<>();
        for (int place : new int[] {1, 2}) {
            network.replace(place, client -> {
                down.add(new DownCustodian(client));
                return down.getLast();
            });
        }
        Upkeep upkeep = upkeep(4, store);
        assertThat(upkeep.complete(S1)).isFalse();
        assertThat(upkeep.counts().unrepaired()).isEqualTo(1);
        down.getFirst().comeUp();
        upkeep.retry(10, bytes -> {});
        assertThat(upkeep.complete(S1)).isTrue();
        assertThat(upkeep.counts()).isEqualTo(new UpkeepCounts(0, 0, 1, 1, 0, 1, 0, 0));
        assertWhole(store);
    }

    /// The erased stays erased: nothing comes back by repair.
    @Test
    void whatWasErasedIsNotCompleted() {
        PieceStore store = network.stores.get(3);
        store.destroyShares(List.of(S1));
        assertThat(upkeep(4, store).complete(S1)).isTrue();
        assertThat(store.fragment(S1)).isEmpty();
    }

    @Test
    void orphansAreForgottenOnceTheirTimeIsOver() {
        PieceStore store = network.stores.get(3);
        SealedSegment orphan = network.seal(network.unsealed("s-2", 1));
        store.put(List.of(piece(4, orphan)));
        Upkeep upkeep = upkeep(4, store);
        assertThat(upkeep.collectOrphans(network.time.now())).isZero();
        network.time.advance(Duration.ofSeconds(2));
        assertThat(upkeep.collectOrphans(network.time.now())).isEqualTo(1);
        assertThat(store.find(new SegmentId("s-2"))).isEmpty();
        assertThat(store.find(S1)).isPresent();
        assertThat(upkeep.counts().orphans()).isEqualTo(1);
    }

    /// A file that is deleted under a running node takes what is appended to it along.
    @Test
    void aVolumeThatVanishesWhileTheStoreIsOpenIsRebuilt() throws IOException {
        VaultFolders folders = VaultFolders.under(folder.resolve("data"), folder.resolve("keys"));
        Path volume = folder.resolve("data/pieces/volume-0000000001.pieces");
        try (FilePieceStore store = open(folders)) {
            store.put(List.of(piece(4, sealed)));
            Files.delete(volume);
            assertThat(upkeep(4, store).scrub(bytes -> {}).repaired()).containsExactly(S1);
            assertThat(upkeep(4, store).scrub(bytes -> {}).damages()).isEmpty();
        }
        try (FilePieceStore store = open(folders)) {
            assertThat(store.fragment(S1))
                    .contains(new HeldFragment(
                            sealed.manifest(), 4, sealed.pieces().get(3).fragment()));
            assertThat(store.share(S1)).contains(sealed.pieces().get(3).share());
        }
    }

    /// The process may die between any two repairs, and in the middle of finding out.
    @Test
    void anInterruptedScrubIsTakenUpByTheNext() throws IOException {
        VaultFolders folders = VaultFolders.under(folder.resolve("data"), folder.resolve("keys"));
        SealedSegment second = network.seal(network.unsealed("s-2", 1));
        network.register(second);
        for (int place = 1; place <= 3; place++) {
            network.stores.get(place - 1).put(List.of(piece(place, second)));
        }
        try (FilePieceStore store = open(folders)) {
            store.put(List.of(piece(4, sealed), piece(4, second)));
            for (SealedSegment each : List.of(sealed, second)) {
                Octets fragment = Mutations.flipped(each.pieces().get(3).fragment(), 2);
                store.replaceFragment(new HeldFragment(each.manifest(), 4, fragment));
            }
            Upkeep upkeep = upkeep(4, store);
            assertThatThrownBy(() -> upkeep.scrub(bytes -> {
                        if (upkeep.counts().repaired() == 1) {
                            throw new SalusException(ErrorCode.TIMEOUT, "this node is stopping");
                        }
                    }))
                    .isInstanceOf(SalusException.class);
        }
        try (FilePieceStore store = open(folders)) {
            assertThat(upkeep(4, store).scrub(bytes -> {}).repaired()).hasSize(1);
            assertThat(upkeep(4, store).scrub(bytes -> {}).damages()).isEmpty();
        }
    }

    private FilePieceStore open(VaultFolders folders) {
        return FilePieceStore.open(
                folders, SyntheticSegments.NETWORK, TestNetwork.member(4), network.time, network.random);
    }

    /// As that member reaches the others, whatever a test put between them.
    private Upkeep upkeep(int place, PieceStore store) {
        return new Upkeep(
                network.custodianOver(place, store),
                store,
                segment -> network.ledger.manifest(segment).map(this::registered),
                network.random,
                (member, found) -> named.add(member + " " + found.wrong().kind()));
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            long place = at < 0 ? opened.length() + at : at;
            opened.seek(place);
            int old = opened.read();
            opened.seek(place);
            opened.write(old ^ 1);
        }
    }

    private SegmentRegister.Registered registered(Digest digest) {
        List<CustodianClient> custodians = network.clients();
        return new SegmentRegister.Registered(digest, custodians);
    }

    private static PlacedPiece piece(int place, SealedSegment segment) {
        return new PlacedPiece(segment.manifest(), segment.pieces().get(place - 1));
    }

    private Repair repair(int place) {
        return new Repair(TestNetwork.member(place), network.stores.get(place - 1));
    }

    private void assertWhole(PieceStore store) {
        assertThat(store.fragment(S1))
                .contains(new HeldFragment(
                        sealed.manifest(), 4, sealed.pieces().get(3).fragment()));
        assertThat(store.share(S1)).contains(sealed.pieces().get(3).share());
    }

    private void assertRepaired(int place) {
        assertThat(network.stores.get(place - 1).fragment(S1))
                .contains(new HeldFragment(
                        sealed.manifest(), place, sealed.pieces().get(place - 1).fragment()));
        assertThat(network.stores.get(place - 1).share(S1))
                .as("no share is invented")
                .isEmpty();
    }
}
