package health.salus.node.demo;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;

/// A copy of a node's directory to do harm to.
final class DirectoryCopy {

    private DirectoryCopy() {}

    record Flip(Path file, long offset) {}

    static void replace(Path from, Path to) {
        try {
            delete(to);
            try (var files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Path target = to.resolve(from.relativize(file).toString());
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }

    /// In the middle, where the content is.
    static Flip flipByteOfLargestFile(Path directory) {
        try (var files = Files.walk(directory)) {
            Path largest = files.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
            try (RandomAccessFile file = new RandomAccessFile(largest.toFile(), "rw")) {
                long offset = file.length() / 2;
                file.seek(offset);
                int before = file.read();
                file.seek(offset);
                file.write(before ^ 1);
                return new Flip(largest, offset);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
