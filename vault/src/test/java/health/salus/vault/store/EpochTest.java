package health.salus.vault.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Erasure by destroying keys, and what crashes, copies and restores do to it.
class EpochTest {

    private static final String KEY_1 = "keys/epoch-0000000001.key";
    private static final String KEY_2 = "keys/epoch-0000000002.key";
    private static final String SHARES_1 = "data/shares/epoch-0000000001.shares";
    private static final String SHARES_2 = "data/shares/epoch-0000000002.shares";
    private static final String ERASURES = "data/shares/erasures.log";

    private final StoreBench bench = new StoreBench(31);
    private final PlacedPiece erased = bench.piece("erased");
    private final PlacedPiece kept = bench.piece("kept");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aCopyOfTheDataWithoutTheKeyOpensNothing() {
        Path stolen = folder.resolve("stolen");
        store(folder.resolve("own"));
        StoreBench.copy(folder.resolve("own/data"), stolen.resolve("data"));
        assertThatThrownBy(() -> bench.open(stolen))
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining("put it back");
        // Nor does a key that the thief makes.
        new EpochKeys(stolen.resolve("keys"), bench.random).create(1);
        try (FilePieceStore store = bench.open(stolen)) {
            assertThatThrownBy(() -> store.share(StoreBench.id(kept)))
                    .isInstanceOfSatisfying(
                            SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
        }
    }

    @Test
    void noShareStandsInClear() throws IOException {
        Path own = folder.resolve("own");
        store(own);
        String shares = health.salus.kernel.Octets.wrap(Files.readAllBytes(own.resolve(SHARES_1)))
                .hex();
        for (PlacedPiece piece : List.of(erased, kept)) {
            assertThat(shares).doesNotContain(piece.piece().share().scalar().hex());
        }
    }

    /// The old file and the new key do not fit, so a backup of the shares brings nothing back.
    @Test
    void anOlderCopyOfTheDataDoesNotBringAnErasedShareBack() {
        Path own = folder.resolve("own");
        Path backup = folder.resolve("backup");
        store(own);
        StoreBench.copy(own.resolve("data"), backup);
        erase(own);
        assertThat(own.resolve(KEY_1)).doesNotExist();
        assertThat(own.resolve(KEY_2)).exists();
        StoreBench.delete(own.resolve("data"));
        StoreBench.copy(backup, own.resolve("data"));

        assertThatThrownBy(() -> bench.open(own)).hasMessageContaining("is missing");
        assertThat(own.resolve(KEY_2))
                .as("no key is destroyed over misplaced data")
                .exists();
    }

    /// Even with the old key restored against all advice, the ledger's erasures are replayed before anything is
    /// served.
    @Test
    void aRestoreReplaysErasures() {
        Path own = folder.resolve("own");
        Path backup = folder.resolve("backup");
        store(own);
        StoreBench.copy(own, backup);
        erase(own);
        try (FilePieceStore store = bench.open(backup)) {
            store.destroyShares(Set.of(StoreBench.id(erased)));
        }
        assertErased(backup);
        assertThat(backup.resolve(KEY_1)).doesNotExist();
    }

    @Test
    void theDataMayBeAwayWithoutCostingTheKey() {
        Path own = folder.resolve("own");
        Path away = folder.resolve("away");
        store(own);
        StoreBench.copy(own.resolve("data"), away);
        StoreBench.delete(own.resolve("data"));
        bench.open(own).close();
        StoreBench.delete(own.resolve("data"));
        StoreBench.copy(away, own.resolve("data"));
        try (FilePieceStore store = bench.open(own)) {
            assertThat(StoreBench.holds(store, kept)).isTrue();
        }
    }

    /// Each line is what a crash at one place of the change of epochs leaves behind.
    @Test
    void anInterruptedErasureIsFinishedOrTakenBack() throws IOException {
        Path before = folder.resolve("before");
        Path after = folder.resolve("after");
        store(before);
        StoreBench.copy(before, after);
        erase(after);

        Path listed = variant(before, "listed");
        replace(after, listed, ERASURES);
        assertErased(listed);

        Path keyMade = variant(before, "key-made");
        replace(after, keyMade, ERASURES);
        replace(after, keyMade, KEY_2);
        assertErased(keyMade);

        Path halfWritten = variant(before, "half-written");
        replace(after, halfWritten, ERASURES);
        replace(after, halfWritten, KEY_2);
        Files.writeString(halfWritten.resolve(SHARES_2 + ".part"), "half");
        assertErased(halfWritten);
        assertThat(halfWritten.resolve(SHARES_2 + ".part")).doesNotExist();

        Path renamed = variant(before, "renamed");
        replace(after, renamed, ERASURES);
        replace(after, renamed, KEY_2);
        replace(after, renamed, SHARES_2);
        assertErased(renamed);

        Path keyGone = variant(before, "key-gone");
        replace(after, keyGone, ERASURES);
        replace(after, keyGone, KEY_2);
        replace(after, keyGone, SHARES_2);
        Files.delete(keyGone.resolve(KEY_1));
        assertErased(keyGone);
        assertThat(keyGone.resolve(SHARES_1)).doesNotExist();

        Path notListed = variant(before, "not-listed");
        replace(after, notListed, KEY_2);
        try (FilePieceStore store = bench.open(notListed)) {
            assertThat(StoreBench.holds(store, erased)).isTrue();
        }
    }

    @Test
    void aDamagedShareIsLeftBehindAndTheOthersMove() throws IOException {
        Path own = folder.resolve("own");
        store(own);
        byte[] bytes = Files.readAllBytes(own.resolve(SHARES_1));
        bytes[bytes.length - 10] ^= 1;
        Files.write(own.resolve(SHARES_1), bytes);
        try (FilePieceStore store = bench.open(own)) {
            store.rotateEpoch();
            assertThat(store.share(StoreBench.id(erased))).isPresent();
            assertThat(store.share(StoreBench.id(kept))).isEmpty();
            assertThat(store.verify(damage -> assertThat(damage.kind()).isEqualTo(Damage.Kind.SHARE_LOST))
                            .damages())
                    .isEqualTo(1);
            store.put(List.of(kept));
            assertThat(StoreBench.holds(store, kept)).isTrue();
        }
    }

    private void store(Path where) {
        try (FilePieceStore store = bench.open(where)) {
            store.put(List.of(erased, kept));
        }
    }

    private void erase(Path where) {
        try (FilePieceStore store = bench.open(where)) {
            store.destroyShares(Set.of(StoreBench.id(erased)));
        }
    }

    private Path variant(Path of, String name) {
        Path variant = folder.resolve(name);
        StoreBench.copy(of, variant);
        return variant;
    }

    private static void replace(Path from, Path to, String file) throws IOException {
        Files.copy(from.resolve(file), to.resolve(file), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private void assertErased(Path where) {
        try (FilePieceStore store = bench.open(where)) {
            SegmentId id = StoreBench.id(erased);
            assertThat(store.share(id)).isEmpty();
            assertThat(store.erased(id)).isTrue();
            assertThat(store.find(id)).isEmpty();
            assertThat(StoreBench.holds(store, kept)).isTrue();
            assertThat(store.verify(damage -> {
                                throw new AssertionError(damage);
                            })
                            .sound())
                    .isTrue();
        }
        assertThat(where.resolve(KEY_1)).doesNotExist();
        assertThat(where.resolve(SHARES_1)).doesNotExist();
    }
}
