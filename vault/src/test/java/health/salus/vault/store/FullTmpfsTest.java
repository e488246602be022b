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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file system that is really full, index included. Needs the right to mount one.
@Tag("slow")
class FullTmpfsTest {

    private static final int BALLAST_BYTES = 1_500_000;

    private final StoreBench bench = new StoreBench(37);

    @TempDir
    private Path folder = Path.of("");

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder.toString()) == 0;
        assertThat(mounted)
                .as("a tmpfs can be mounted: this test needs the right to")
                .isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", folder.toString())).isZero();
        }
    }

    @Test
    void refusesClearlyAndResumesByItself() throws IOException {
        Path ballast = folder.resolve("ballast");
        Files.write(ballast, new byte[BALLAST_BYTES]);
        List<PlacedPiece> stored = new ArrayList<>();
        try (FilePieceStore store = bench.open(folder, new LocalDisk(), 200_000)) {
            SalusException refusal = fill(store, "a-", stored);
            assertThat(refusal.code()).isEqualTo(ErrorCode.STORAGE_FULL);
            assertThat(stored).hasSizeGreaterThan(50).allMatch(piece -> StoreBench.holds(store, piece));
            assertThat(fill(store, "b-", stored).code()).isEqualTo(ErrorCode.STORAGE_FULL);

            Files.delete(ballast);
            int before = stored.size();
            fill(store, "c-", stored);
            assertThat(stored.size()).as("stored again once there was room").isGreaterThan(before + 20);
            assertThat(stored).allMatch(piece -> StoreBench.holds(store, piece));
        }
    }

    /// The index is written out when a volume is deleted: that it cannot be must not end the store.
    @Test
    void anIndexThatFindsNoRoomIsWrittenLater() throws IOException {
        List<PlacedPiece> pieces = bench.pieces("s-", 300);
        try (FilePieceStore store = bench.open(folder, new LocalDisk(), 50_000)) {
            for (int i = 0; i < pieces.size(); i += 10) {
                store.put(pieces.subList(i, i + 10));
            }
            store.discard(pieces.subList(0, 290).stream().map(StoreBench::id).toList());
            Path ballast = folder.resolve("ballast");
            fillToTheBrim(ballast);
            assertThatThrownBy(store::compact).isInstanceOf(SalusException.class);
            Files.delete(ballast);
            store.compact();
            store.put(pieces);
            assertThat(pieces).allMatch(piece -> StoreBench.holds(store, piece));
        }
        try (FilePieceStore store = bench.open(folder, new LocalDisk(), 50_000)) {
            assertThat(pieces).allMatch(piece -> StoreBench.holds(store, piece));
        }
    }

    private static void fillToTheBrim(Path ballast) throws IOException {
        try (var out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(new byte[512]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private SalusException fill(FilePieceStore store, String prefix, List<PlacedPiece> stored) {
        for (int i = 0; ; i++) {
            List<PlacedPiece> batch = bench.pieces(prefix + i + "-", 10);
            try {
                store.put(batch);
                stored.addAll(batch);
            } catch (SalusException full) {
                return full;
            }
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
