package health.salus.vault.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.vault.doubles.SyntheticSegments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePieceStoreTest extends PieceStoreContract {

    @TempDir
    private Path folder = Path.of("");

    private final StoreBench bench = new StoreBench(29);

    @Override
    PieceStore open() {
        return FilePieceStore.open(
                StoreBench.folders(folder.resolve("contract")),
                SyntheticSegments.NETWORK,
                new MemberId("north"),
                time,
                random);
    }

    @Test
    void everythingIsThereAfterARestart() {
        List<PlacedPiece> pieces = bench.pieces("s-", 60);
        try (FilePieceStore store = bench.open(folder)) {
            store.put(pieces.subList(0, 20));
            store.rotateEpoch();
            store.put(pieces.subList(20, 40));
            store.put(pieces.subList(40, 60));
            store.discard(List.of(StoreBench.id(pieces.get(3))));
            store.destroyShares(Set.of(StoreBench.id(pieces.get(30))));
        }
        assertThat(NumberedFiles.list(folder.resolve("data/pieces"), "volume-", ".pieces"))
                .hasSizeGreaterThan(2);
        assertAsLeft(pieces);
        assertAsLeft(pieces);
    }

    @Test
    void theIndexIsBuiltAnewFromTheFiles() {
        List<PlacedPiece> pieces = bench.pieces("s-", 60);
        Path older = folder.resolve("older-index");
        try (FilePieceStore store = bench.open(folder)) {
            store.put(pieces.subList(0, 20));
        }
        StoreBench.copy(folder.resolve("data/index"), older);
        try (FilePieceStore store = bench.open(folder)) {
            store.rotateEpoch();
            store.put(pieces.subList(20, 60));
            store.discard(List.of(StoreBench.id(pieces.get(3))));
            store.destroyShares(Set.of(StoreBench.id(pieces.get(30))));
        }
        StoreBench.delete(folder.resolve("data/index"));
        assertAsLeft(pieces);
        StoreBench.delete(folder.resolve("data/index"));
        StoreBench.copy(older, folder.resolve("data/index"));
        assertAsLeft(pieces);
    }

    /// As when a volume was restored from an older copy than the index.
    @Test
    void anIndexThatKnowsMoreThanTheFilesIsBuiltAnew() {
        List<PlacedPiece> pieces = bench.pieces("s-", 4);
        try (FilePieceStore store = bench.open(folder)) {
            store.put(pieces.subList(0, 2));
        }
        Path copy = folder.resolve("copy");
        StoreBench.copy(folder.resolve("data/pieces"), copy);
        try (FilePieceStore store = bench.open(folder)) {
            store.put(pieces.subList(2, 4));
        }
        StoreBench.delete(folder.resolve("data/pieces"));
        StoreBench.copy(copy, folder.resolve("data/pieces"));
        try (FilePieceStore store = bench.open(folder)) {
            assertThat(StoreBench.holds(store, pieces.get(0))).isTrue();
            assertThat(store.find(StoreBench.id(pieces.get(2)))).isEmpty();
            store.put(pieces);
            assertThat(pieces).allMatch(piece -> StoreBench.holds(store, piece));
        }
    }

    @Test
    void aDamagedIndexIsBuiltAnew() throws IOException {
        List<PlacedPiece> pieces = bench.pieces("s-", 10);
        try (FilePieceStore store = bench.open(folder)) {
            store.put(pieces);
        }
        try (Stream<Path> files = Files.list(folder.resolve("data/index"))) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith("MANIFEST")) {
                    Files.writeString(file, "nonsense");
                }
            }
        }
        try (FilePieceStore store = bench.open(folder)) {
            assertThat(pieces).allMatch(piece -> StoreBench.holds(store, piece));
        }
    }

    @Test
    void compactionKeepsWhatIsLiveAndForgetsTheRest() {
        List<PlacedPiece> pieces = bench.pieces("s-", 80);
        long before;
        try (FilePieceStore store = bench.open(folder)) {
            store.put(pieces);
            store.discard(pieces.subList(0, 70).stream().map(StoreBench::id).toList());
            store.put(pieces.subList(5, 6));
            before = volumeBytes();
            store.compact();
            assertThat(volumeBytes()).isLessThan(before / 2);
            assertHolds(store, pieces, 5, 70);
        }
        StoreBench.delete(folder.resolve("data/index"));
        try (FilePieceStore store = bench.open(folder)) {
            assertHolds(store, pieces, 5, 70);
            store.put(pieces);
            assertThat(pieces).allMatch(piece -> StoreBench.holds(store, piece));
            assertThat(store.verify(damage -> {}).sound()).isTrue();
        }
    }

    @Test
    void anotherMembersFilesAreNotTaken() {
        bench.open(folder).close();
        StoreOwner other = new StoreOwner(SyntheticSegments.NETWORK, new MemberId("south"));
        assertThatThrownBy(() -> FilePieceStore.open(
                        new LocalDisk(),
                        StoreBench.folders(folder),
                        other,
                        StoreLimits.USUAL,
                        new FilePieceStore.Ambient(time, random)))
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }

    @Test
    void oneProcessAtATime() {
        try (FilePieceStore store = bench.open(folder)) {
            assertThatThrownBy(() -> bench.open(folder)).hasMessageContaining("in use");
            store.put(bench.pieces("s-", 1));
        }
        bench.open(folder).close();
    }

    @Test
    void keysMustNotLieWithTheData() {
        assertThatThrownBy(() -> VaultFolders.under(folder, folder.resolve("shares/keys")))
                .hasMessageContaining("must not lie with the data");
    }

    @Test
    void onlyTheOwnerMayReadTheKey() throws IOException {
        bench.open(folder).close();
        Path key = folder.resolve("keys/epoch-0000000001.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> bench.open(folder)).hasMessageContaining("0600");
    }

    @Test
    void manyStoreAtOnce() throws Exception {
        List<PlacedPiece> pieces = bench.pieces("s-", 200);
        CountingDisk disk = new CountingDisk();
        try (FilePieceStore store = bench.open(folder, disk, 1_000_000)) {
            int before = disk.syncs();
            try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> stores = new ArrayList<>();
                for (PlacedPiece piece : pieces) {
                    stores.add(pool.submit(() -> store.put(List.of(piece))));
                }
                for (Future<?> each : stores) {
                    each.get();
                }
            }
            assertThat(pieces).allMatch(piece -> StoreBench.holds(store, piece));
            assertThat(disk.syncs() - before).isLessThanOrEqualTo(2 * pieces.size());
        }
    }

    private void assertAsLeft(List<PlacedPiece> pieces) {
        try (FilePieceStore store = bench.open(folder)) {
            for (int i = 0; i < pieces.size(); i++) {
                assertThat(StoreBench.holds(store, pieces.get(i)))
                        .as("piece %s", i)
                        .isEqualTo(i != 3 && i != 30);
            }
            assertThat(store.erased(StoreBench.id(pieces.get(30)))).isTrue();
            assertThat(store.verify(damage -> {
                                throw new AssertionError(damage);
                            })
                            .fragments())
                    .isEqualTo(58);
        }
    }

    private static void assertHolds(PieceStore store, List<PlacedPiece> pieces, int one, int from) {
        for (int i = 0; i < pieces.size(); i++) {
            assertThat(StoreBench.holds(store, pieces.get(i))).as("piece %s", i).isEqualTo(i == one || i >= from);
        }
    }

    private long volumeBytes() {
        try (Stream<Path> files = Files.list(folder.resolve("data/pieces"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
