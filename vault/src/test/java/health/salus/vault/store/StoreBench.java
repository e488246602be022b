package health.salus.vault.store;

import health.salus.kernel.MemberId;
import health.salus.kernel.SegmentId;
import health.salus.vault.doubles.PinnedTime;
import health.salus.vault.doubles.SeededRandom;
import health.salus.vault.doubles.SyntheticSegments;
import health.salus.vault.segment.SealedSegment;
import health.salus.vault.segment.SegmentSealer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Stores in a temporary folder, and what tests do to them.
final class StoreBench {

    static final StoreOwner OWNER = new StoreOwner(SyntheticSegments.NETWORK, new MemberId("north"));

    /// Small, so that a test fills several.
    static final long SMALL_VOLUME_BYTES = 5_000;

    static final long RESERVE_BYTES = 500_000;

    final PinnedTime time = new PinnedTime();
    final SeededRandom random;
    private final SegmentSealer sealer;

    StoreBench(long seed) {
        this.random = new SeededRandom(seed);
        this.sealer = new SegmentSealer(random);
    }

    FilePieceStore open(Path folder) {
        return open(folder, new LocalDisk(), SMALL_VOLUME_BYTES);
    }

    FilePieceStore open(Path folder, Disk disk, long volumeBytes) {
        return FilePieceStore.open(
                disk,
                folders(folder),
                OWNER,
                new StoreLimits(volumeBytes, RESERVE_BYTES),
                new FilePieceStore.Ambient(time, random));
    }

    static VaultFolders folders(Path folder) {
        return VaultFolders.under(folder.resolve("data"), folder.resolve("keys"));
    }

    PlacedPiece piece(String segment) {
        return piece(segment, 1 + random.below(3));
    }

    PlacedPiece piece(String segment, int entries) {
        SealedSegment sealed =
                sealer.seal(SyntheticSegments.descriptor(segment, 2, 4), SyntheticSegments.entries(random, entries));
        return new PlacedPiece(sealed.manifest(), sealed.pieces().get(random.below(4)));
    }

    List<PlacedPiece> pieces(String prefix, int count) {
        List<PlacedPiece> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pieces.add(piece(prefix + i));
        }
        return pieces;
    }

    static SegmentId id(PlacedPiece placed) {
        return placed.manifest().descriptor().id();
    }

    static boolean holds(PieceStore store, PlacedPiece placed) {
        return store.fragment(id(placed))
                        .filter(held -> held.fragment().equals(placed.piece().fragment()))
                        .isPresent()
                && store.share(id(placed))
                        .filter(placed.piece().share()::equals)
                        .isPresent();
    }

    static void copy(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
