package health.salus.consensus.solo;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// The log's files by the sequence of the first record in each, which is also their name.
final class Segments {

    private static final String SUFFIX = ".log";
    private static final int NAME_DIGITS = 20;

    private final Path directory;
    private final NavigableMap<Long, Path> files;

    private Segments(Path directory, Map<Long, Path> files) {
        this.directory = directory;
        this.files = new ConcurrentSkipListMap<>(files);
    }

    static Segments list(Path directory) throws IOException {
        Map<Long, Path> files = new TreeMap<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : found) {
                files.put(firstSequence(file), file);
            }
        }
        return new Segments(directory, files);
    }

    private static long firstSequence(Path file) {
        String name = file.getFileName().toString();
        String digits = name.substring(0, name.length() - SUFFIX.length());
        try {
            if (digits.length() == NAME_DIGITS) {
                return Long.parseLong(digits);
            }
        } catch (NumberFormatException notOurs) {
            // Falls through to the refusal: guessing what a strange file means would risk the log.
        }
        throw new SalusException(ErrorCode.CORRUPT, "solo log: " + file + " is not named like a segment");
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    long first() {
        return files.firstKey();
    }

    long last() {
        return files.lastKey();
    }

    Path file(long firstSequence) {
        return directory.resolve(String.format(Locale.ROOT, "%0" + NAME_DIGITS + "d" + SUFFIX, firstSequence));
    }

    void add(long firstSequence) {
        files.put(firstSequence, file(firstSequence));
    }

    void delete(long firstSequence) throws IOException {
        Files.deleteIfExists(file(firstSequence));
        files.remove(firstSequence);
    }

    /// The segments that hold the records from the given sequence on, in order.
    NavigableMap<Long, Path> from(long sequence) {
        Long first = files.floorKey(sequence);
        return first == null ? files : files.tailMap(first, true);
    }

    /// The sequence at which the segment after this one begins, or beyond all of them.
    long endOf(long firstSequence) {
        Long next = files.higherKey(firstSequence);
        return next == null ? Long.MAX_VALUE : next;
    }
}
