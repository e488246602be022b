package health.salus.vault.store;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.SegmentId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One changed byte anywhere in the files is found, and named by file, place and segment.
class FlippedByteTest {

    private static final int SAMPLE = 150;
    private static final int REOPENED = 6;

    private final long seed = Long.getLong("salus.seed", System.nanoTime());
    private final StoreBench bench = new StoreBench(seed);
    private final List<PlacedPiece> pieces = bench.pieces("segment-", 12);

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void fill() {
        try (FilePieceStore store = bench.open(folder)) {
            for (PlacedPiece piece : pieces) {
                store.put(List.of(piece));
            }
        }
    }

    @Test
    void inAVolume() throws IOException {
        for (Path volume : files("data/pieces", ".pieces")) {
            Map<Long, Optional<SegmentId>> frames = frames(volume);
            flipEach(volume, frames, Damage.Kind.FRAGMENT_UNREADABLE);
        }
    }

    @Test
    void inAFileOfShares() throws IOException {
        for (Path shares : files("data/shares", ".shares")) {
            flipEach(shares, frames(shares), Damage.Kind.SHARE_LOST);
        }
    }

    @Test
    void inTheListOfErasures() throws IOException {
        try (FilePieceStore store = bench.open(folder)) {
            store.destroyShares(List.of(new SegmentId("gone-1"), new SegmentId("gone-2")));
        }
        Path list = folder.resolve("data/shares/erasures.log");
        for (long at = 0; at < Files.size(list); at += 9) {
            List<Damage> found = damagesWith(list, at);
            assertThat(found).as("byte %s", at).singleElement().satisfies(damage -> {
                assertThat(damage.file()).isEqualTo(list.toString());
                assertThat(damage.kind()).isIn(Damage.Kind.ERASURES);
            });
        }
    }

    /// A fragment whose checksum was made to fit is still found by the hash in its manifest.
    @Test
    void aForgedFragmentWithAGoodChecksumIsFound() throws IOException {
        PlacedPiece piece = pieces.get(3);
        HeldFragment forged = new HeldFragment(
                piece.manifest(),
                piece.piece().custodian(),
                health.salus.vault.doubles.Mutations.flipped(piece.piece().fragment(), 5));
        List<Damage> found = new ArrayList<>();
        try (FilePieceStore store = bench.open(folder)) {
            store.replaceFragment(forged);
            store.verify(found::add);
        }
        assertThat(found).singleElement().satisfies(damage -> {
            assertThat(damage.segment()).contains(StoreBench.id(piece));
            assertThat(damage.kind()).isEqualTo(Damage.Kind.FRAGMENT_WRONG);
        });
    }

    @Test
    void aVolumeThatIsGoneOrCutIsNoticed() throws IOException {
        List<Path> volumes = files("data/pieces", ".pieces");
        assertThat(volumes).hasSizeGreaterThan(1);
        Path first = volumes.getFirst();
        Map<Long, Optional<SegmentId>> frames = frames(first);
        long live = frames.values().stream().filter(Optional::isPresent).count();

        byte[] whole = Files.readAllBytes(first);
        Files.write(first, java.util.Arrays.copyOf(whole, whole.length - 3));
        assertThat(damages())
                .singleElement()
                .satisfies(damage -> assertThat(damage.kind()).isEqualTo(Damage.Kind.FRAGMENT_UNREADABLE));
        Files.delete(first);
        assertThat(damages()).hasSize((int) live).allMatch(damage -> damage.kind() == Damage.Kind.FRAGMENT_UNREADABLE);
    }

    private void flipEach(Path file, Map<Long, Optional<SegmentId>> frames, Damage.Kind kind) throws IOException {
        long size = Files.size(file);
        for (int i = 0; i < REOPENED; i++) {
            long at = i * (size - 1) / (REOPENED - 1);
            assertNamed(file, at, frames, kind, damagesWith(file, at));
        }
        try (FilePieceStore store = bench.open(folder)) {
            for (int i = 0; i < SAMPLE; i++) {
                long at = bench.random.below((int) size);
                List<Damage> found = new ArrayList<>();
                flip(file, at);
                store.verify(found::add);
                flip(file, at);
                assertNamed(file, at, frames, kind, found);
            }
        }
    }

    private void assertNamed(
            Path file, long at, Map<Long, Optional<SegmentId>> frames, Damage.Kind kind, List<Damage> found) {
        var frame = new TreeMap<>(frames).floorEntry(at);
        assertThat(found)
                .as("byte %s of %s, seed %s", at, file, seed)
                .singleElement()
                .satisfies(damage -> {
                    assertThat(damage.file()).isEqualTo(file.toString());
                    assertThat(damage.offset()).isEqualTo(frame.getKey());
                    assertThat(damage.segment()).isEqualTo(frame.getValue());
                    assertThat(damage.kind()).isEqualTo(frame.getValue().isPresent() ? kind : Damage.Kind.UNUSED);
                });
    }

    private List<Damage> damagesWith(Path file, long flippedAt) throws IOException {
        flip(file, flippedAt);
        try {
            return damages();
        } finally {
            flip(file, flippedAt);
        }
    }

    private List<Damage> damages() {
        List<Damage> found = new ArrayList<>();
        try (FilePieceStore store = bench.open(folder)) {
            assertThat(store.verify(found::add).damages()).isEqualTo(found.size());
        }
        return found;
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.seek(at);
            int old = opened.read();
            opened.seek(at);
            opened.write(old ^ 0x04);
        }
    }

    private static Map<Long, Optional<SegmentId>> frames(Path file) {
        Map<Long, Optional<SegmentId>> frames = new TreeMap<>();
        FrameScan.run(new LocalDisk(), file, 0, Long.MAX_VALUE, new FrameScan.Visitor() {
            @Override
            public void frame(long offset, int lengthBytes, Frame frame) {
                frames.put(offset, frame.key().isEmpty() ? Optional.empty() : Optional.of(new SegmentId(frame.key())));
            }

            @Override
            public void damaged(long offset, long until, Optional<String> key) {
                throw new AssertionError(offset);
            }
        });
        return frames;
    }

    private List<Path> files(String under, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(under))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
