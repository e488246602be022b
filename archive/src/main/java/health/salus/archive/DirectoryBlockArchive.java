package health.salus.archive;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.archive.BlockArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Segments as files in a directory, such as one on a disk for much that is seldom read.
public final class DirectoryBlockArchive implements BlockArchive {

    private final Path directory;

    /// @param directory exists: an archive whose disk is not mounted must not be begun anew elsewhere
    public DirectoryBlockArchive(Path directory) {
        this.directory = directory;
    }

    @Override
    public void put(long first, Octets segment) {
        Path file = file(first);
        Path begun = file.resolveSibling(file.getFileName() + ".begun");
        try {
            write(begun, segment);
            // A crash before the move: the file that was begun is written anew. After it: the segment is whole.
            Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceDirectory();
        } catch (IOException | UncheckedIOException failed) {
            throw unreachable(first, failed);
        }
    }

    private static void write(Path file, Octets segment) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var left = segment.asReadOnlyBuffer();
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    /// The new name too must survive a power cut.
    private void forceDirectory() throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    @Override
    public Optional<Octets> get(long first) {
        requireDirectory(first);
        try {
            return Optional.of(Octets.wrap(Files.readAllBytes(file(first))));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failed) {
            throw unreachable(first, failed);
        }
    }

    private void requireDirectory(long first) {
        if (!Files.isDirectory(directory)) {
            throw unreachable(first, new NoSuchFileException(directory.toString()));
        }
    }

    @Override
    public String place(long first) {
        return file(first).toString();
    }

    private Path file(long first) {
        return directory.resolve(SegmentNames.of(first));
    }

    private SalusException unreachable(long first, Exception cause) {
        return new SalusException(
                ErrorCode.ARCHIVE_UNREACHABLE, "the archive cannot be used at " + place(first), cause);
    }

    @Override
    public void close() {
        // Every file is closed as soon as it was used.
    }
}
