package health.salus.vault.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Power cuts, full disks and failing ones: what was acknowledged is there afterwards, and nothing half-written is.
class CrashTest {

    private static final int CUTS = 10;

    private final long seed = Long.getLong("salus.seed", System.nanoTime());
    private final StoreBench bench = new StoreBench(seed);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatWasAcknowledgedSurvivesAPowerCutAnywhere() throws IOException {
        List<PlacedPiece> pieces = bench.pieces("s-", 24);
        for (int cut = 0; cut < CUTS; cut++) {
            Path run = folder.resolve("cut-" + cut);
            PowerCutDisk disk = new PowerCutDisk(bench.random, 4 + bench.random.below(118));
            List<PlacedPiece> acknowledged = new ArrayList<>();
            List<PlacedPiece> erased = new ArrayList<>();
            workUntilThePowerFails(run, disk, pieces, acknowledged, erased);
            assertThat(disk.isOut()).as("the cut happened, seed %s", seed).isTrue();
            disk.restore();

            try (FilePieceStore store = bench.open(run)) {
                for (PlacedPiece piece : acknowledged) {
                    assertThat(StoreBench.holds(store, piece))
                            .as("cut %s seed %s", cut, seed)
                            .isEqualTo(!erased.contains(piece));
                }
                for (PlacedPiece piece : erased) {
                    assertThat(store.erased(StoreBench.id(piece))).isTrue();
                }
                assertThat(store.verify(damage -> {
                                    throw new AssertionError("seed " + seed + ": " + damage);
                                })
                                .sound())
                        .isTrue();
                store.put(pieces.stream()
                        .filter(piece -> !store.erased(StoreBench.id(piece)))
                        .toList());
            }
        }
    }

    private void workUntilThePowerFails(
            Path run,
            PowerCutDisk disk,
            List<PlacedPiece> pieces,
            List<PlacedPiece> acknowledged,
            List<PlacedPiece> erased) {
        try (FilePieceStore store = bench.open(run, disk, 4_000)) {
            for (int i = 0; i < pieces.size(); i += 2) {
                store.put(pieces.subList(i, i + 2));
                acknowledged.addAll(pieces.subList(i, i + 2));
                if (i % 6 == 4) {
                    // Noted as erased before the attempt: once on the list it may go at any time.
                    PlacedPiece gone = pieces.get(i - 1);
                    acknowledged.remove(gone);
                    store.destroyShares(Set.of(StoreBench.id(gone)));
                    erased.add(gone);
                }
            }
        } catch (SalusException powerFailed) {
            assertThat(powerFailed.code()).isEqualTo(ErrorCode.STORAGE_FAILED);
        }
    }

    @Test
    void aFullDiskRefusesClearlyAndResumesByItself() {
        List<PlacedPiece> pieces = bench.pieces("s-", 40);
        FullDisk disk = new FullDisk(20_000);
        try (FilePieceStore store = bench.open(folder, disk, 1_000_000)) {
            int stored = 0;
            SalusException refusal = null;
            while (refusal == null) {
                try {
                    store.put(List.of(pieces.get(stored)));
                    stored++;
                } catch (SalusException full) {
                    refusal = full;
                }
            }
            assertThat(stored).isBetween(3, 39);
            assertThat(refusal.code()).isEqualTo(ErrorCode.STORAGE_FULL);
            assertThat(store.find(StoreBench.id(pieces.get(stored)))).isEmpty();
            assertThat(pieces.subList(0, stored)).allMatch(piece -> StoreBench.holds(store, piece));
            assertThatThrownBy(store::rotateEpoch)
                    .isInstanceOfSatisfying(
                            SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FULL));

            disk.free(1_000_000);
            store.put(pieces.subList(stored, 40));
            store.rotateEpoch();
            assertThat(pieces).allMatch(piece -> StoreBench.holds(store, piece));
        }
        try (FilePieceStore store = bench.open(folder)) {
            assertThat(pieces).allMatch(piece -> StoreBench.holds(store, piece));
            assertThat(store.verify(damage -> {}).sound()).isTrue();
        }
    }

    /// After a sync failed nobody knows what is on the disk, so the store takes nothing more until it was opened
    /// anew.
    @Test
    void aFailedSyncIsNotTriedAgain() {
        List<PlacedPiece> pieces = bench.pieces("s-", 3);
        FailingSyncDisk disk = new FailingSyncDisk();
        try (FilePieceStore store = bench.open(folder, disk, 1_000_000)) {
            store.put(pieces.subList(0, 1));
            disk.fail(true);
            assertStorageFailed(() -> store.put(pieces.subList(1, 2)));
            disk.fail(false);
            assertStorageFailed(() -> store.put(pieces.subList(2, 3)));
            assertThat(StoreBench.holds(store, pieces.get(0))).isTrue();
        }
        try (FilePieceStore store = bench.open(folder)) {
            store.put(pieces);
            assertThat(pieces).allMatch(piece -> StoreBench.holds(store, piece));
        }
    }

    @Test
    void aVolumeCutAnywhereLosesOnlyWhatWasCut() throws IOException {
        List<PlacedPiece> pieces = bench.pieces("s-", 6);
        List<Long> ends = new ArrayList<>();
        Path volume = folder.resolve("whole/data/pieces/volume-0000000001.pieces");
        try (FilePieceStore store = bench.open(folder.resolve("whole"), new LocalDisk(), 1_000_000)) {
            for (PlacedPiece piece : pieces) {
                store.put(List.of(piece));
                ends.add(Files.size(volume));
            }
        }
        StoreBench.delete(folder.resolve("whole/data/index"));
        for (int trial = 0; trial < 25; trial++) {
            long length = bench.random.below((int) Files.size(volume));
            Path run = folder.resolve("cut-" + trial);
            StoreBench.copy(folder.resolve("whole"), run);
            try (Disk.AppendFile file = new LocalDisk().append(run.resolve("data/pieces/volume-0000000001.pieces"))) {
                file.truncate(length);
            }
            try (FilePieceStore store = bench.open(run, new LocalDisk(), 1_000_000)) {
                for (int i = 0; i < pieces.size(); i++) {
                    assertThat(StoreBench.holds(store, pieces.get(i)))
                            .as("cut at %s, piece %s, seed %s", length, i, seed)
                            .isEqualTo(ends.get(i) <= length);
                }
                store.put(pieces);
                assertThat(pieces).allMatch(piece -> StoreBench.holds(store, piece));
            }
        }
    }

    private static void assertStorageFailed(Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FAILED));
    }
}
