package health.salus.vault.repair;

import static health.salus.vault.repair.FourCustodians.S1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.custody.DownCustodian;
import health.salus.vault.custody.LyingCustodian;
import health.salus.vault.custody.LyingCustodian.Lie;
import health.salus.vault.custody.TestNetwork;
import health.salus.vault.doubles.Mutations;
import health.salus.vault.doubles.SyntheticSegments;
import health.salus.vault.segment.SealedSegment;
import health.salus.vault.store.Damage;
import health.salus.vault.store.FilePieceStore;
import health.salus.vault.store.HeldFragment;
import health.salus.vault.store.PieceStore;
import health.salus.vault.store.VaultFolders;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a custodian finds missing, damaged or left over in its own store, and what becomes of it.
class UpkeepTest {

    private final FourCustodians set = new FourCustodians();
    private final List<String> named = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aScrubRepairsWhatItCanAndReportsTheRest() throws IOException {
        VaultFolders folders = VaultFolders.under(folder.resolve("data"), folder.resolve("keys"));
        SealedSegment second = set.second();
        try (FilePieceStore store = open(folders)) {
            store.put(List.of(FourCustodians.piece(4, set.sealed), FourCustodians.piece(4, second)));
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

            set.assertFragment(4, store);
            assertThat(upkeep.scrub(bytes -> {}).repaired()).isEmpty();
            assertThat(upkeep.counts()).isEqualTo(new UpkeepCounts(3, 2, 0, 2, 0, 1, 0, 0));
        }
    }

    @Test
    void whatWasNeverReceivedIsCompletedAndLiarsAreNamed() {
        PieceStore store = set.store(4);
        store.discard(List.of(S1));
        set.network.replace(1, client -> new LyingCustodian(client, Lie.FRAGMENT));
        Upkeep upkeep = upkeep(4, store);
        assertThat(upkeep.complete(S1)).isTrue();
        assertThat(upkeep.complete(S1)).isTrue();
        assertWhole(store);
        assertThat(named).containsExactly("member-1 FRAGMENT");
        assertThat(upkeep.counts()).isEqualTo(new UpkeepCounts(0, 0, 1, 1, 0, 1, 0, 0));
    }

    @Test
    void whatCannotBeRebuiltNowIsRebuiltLater() {
        PieceStore store = set.store(4);
        store.discard(List.of(S1));
        List<DownCustodian> down = new ArrayList<>();
        for (int place : new int[] {1, 2}) {
            set.network.replace(place, client -> {
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
        PieceStore store = set.store(4);
        store.destroyShares(List.of(S1));
        assertThat(upkeep(4, store).complete(S1)).isTrue();
        assertThat(store.fragment(S1)).isEmpty();
    }

    @Test
    void orphansAreForgottenOnceTheirTimeIsOver() {
        PieceStore store = set.store(4);
        SealedSegment orphan = set.network.seal(set.network.unsealed("s-2", 1));
        store.put(List.of(FourCustodians.piece(4, orphan)));
        Upkeep upkeep = upkeep(4, store);
        assertThat(upkeep.collectOrphans(set.network.time.now())).isZero();
        set.network.time.advance(Duration.ofSeconds(2));
        assertThat(upkeep.collectOrphans(set.network.time.now())).isEqualTo(1);
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
            store.put(List.of(FourCustodians.piece(4, set.sealed)));
            Files.delete(volume);
            assertThat(upkeep(4, store).scrub(bytes -> {}).repaired()).containsExactly(S1);
            assertThat(upkeep(4, store).scrub(bytes -> {}).damages()).isEmpty();
        }
        try (FilePieceStore store = open(folders)) {
            assertWhole(store);
        }
    }

    /// The process may die between any two repairs, and in the middle of finding out.
    @Test
    void anInterruptedScrubIsTakenUpByTheNext() throws IOException {
        VaultFolders folders = VaultFolders.under(folder.resolve("data"), folder.resolve("keys"));
        SealedSegment second = set.second();
        try (FilePieceStore store = open(folders)) {
            store.put(List.of(FourCustodians.piece(4, set.sealed), FourCustodians.piece(4, second)));
            for (SealedSegment each : List.of(set.sealed, second)) {
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
                folders, SyntheticSegments.NETWORK, TestNetwork.member(4), set.network.time, set.network.random);
    }

    /// As that member reaches the others, whatever a test put between them.
    private Upkeep upkeep(int place, PieceStore store) {
        return new Upkeep(
                set.network.custodianOver(place, store),
                store,
                segment -> set.network.ledger.manifest(segment).map(set::registered),
                set.network.random,
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

    private void assertWhole(PieceStore store) {
        set.assertFragment(4, store);
        assertThat(store.share(S1)).contains(set.sealed.pieces().get(3).share());
    }
}
