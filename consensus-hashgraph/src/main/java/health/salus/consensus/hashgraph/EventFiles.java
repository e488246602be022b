package health.salus.consensus.hashgraph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// The engine's files of events, each named by the time at which it was begun, such as
/// `2026-12-01T14+07+31.272Z_seq0_minr1_maxr70_orgn0.pces`.
///
/// The engine writes to no file that is named before an earlier one. Where a clock was ahead for a while, it would keep
/// no event, and take no part, until the time is there again.
final class EventFiles {

    private static final String SUFFIX = ".pces";
    private static final char AFTER_TIME = '_';

    private EventFiles() {}

    /// Dates back what is named by a time that has not come yet: their order is that of their numbers.
    static void notAfter(Instant now, Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                if (timeOf(file).filter(now::isBefore).isPresent()) {
                    Files.move(file, file.resolveSibling(renamed(file, now)));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Optional<Instant> timeOf(Path file) {
        String name = file.getFileName().toString();
        int end = name.indexOf(AFTER_TIME);
        if (end < 0 || !name.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(name.substring(0, end).replace('+', ':')));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static String renamed(Path file, Instant time) {
        String name = file.getFileName().toString();
        return time.toString().replace(':', '+') + name.substring(name.indexOf(AFTER_TIME));
    }
}
