package health.salus.node.witness;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.proof.witness.LogNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps two signed checkpoints of one log that cannot both be true, in one file: whoever has the log's keys sees that
/// it signed both.
final class LogEvidence {

    /// A log that goes on lying must not fill the disk; one pair proves it.
    private static final int MAX_FILES = 100;

    private static final int NAME_DIGITS = 16;
    private static final String ENDING = ".notes";
    private static final Logger LOG = LoggerFactory.getLogger(LogEvidence.class);

    private final Path directory;

    LogEvidence(Path directory) {
        this.directory = directory;
    }

    void keep(Octets first, LogNote second) {
        // Named by what is signed: the same lie with other signatures is the same file.
        String name =
                Digest.sha256(Octets.utf8(second.checkpoint().text())).hex().substring(0, NAME_DIGITS) + ENDING;
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve("log-" + name);
            if (!Files.exists(file) && count() < MAX_FILES) {
                Files.write(
                        file,
                        Octets.concat(first, Octets.utf8("\n"), second.encode()).toArray());
            }
        } catch (IOException failed) {
            LOG.error(
                    "evidence against the log {} cannot be written",
                    second.checkpoint().origin(),
                    failed);
        }
    }

    private long count() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).count();
        }
    }
}
