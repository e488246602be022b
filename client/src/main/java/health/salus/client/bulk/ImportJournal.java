package health.salus.client.bulk;

import health.salus.crypto.PrivateFiles;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/// Remembers what was accepted, so that an import that was broken off goes on where it stopped: a text file with one
/// line an item, `accepted <SHA-256 of its bytes>`, which only its owner may read. Names of files are not kept, since
/// they often tell who a patient is. A half-written last line counts as not written.
public final class ImportJournal implements AutoCloseable {

    private static final String ACCEPTED = "accepted ";
    private static final int DIGEST_DIGITS = 2 * Digest.LENGTH_BYTES;

    private final BufferedWriter writer;

    /// Guarded by this object's monitor, as is the writer.
    private final Set<Digest> accepted;

    private ImportJournal(BufferedWriter writer, Set<Digest> accepted) {
        this.writer = writer;
        this.accepted = accepted;
    }

    public static ImportJournal open(Path file) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Set<Digest> accepted = new HashSet<>();
            boolean torn = false;
            if (Files.exists(file)) {
                String text = Files.readString(file);
                torn = !text.isEmpty() && !text.endsWith("\n");
                text.lines()
                        .filter(ImportJournal::isEntry)
                        .map(ImportJournal::digest)
                        .forEach(accepted::add);
            }
            if (!Files.exists(file)) {
                PrivateFiles.create(file, Octets.EMPTY);
            }
            BufferedWriter writer = Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (torn) {
                writer.write("\n");
            }
            return new ImportJournal(writer, accepted);
        } catch (IOException failed) {
            throw failure(failed);
        }
    }

    synchronized boolean isAccepted(Digest item) {
        return accepted.contains(item);
    }

    synchronized void accept(Digest item) {
        try {
            writer.write(ACCEPTED + item.hex() + "\n");
            writer.flush();
            accepted.add(item);
        } catch (IOException failed) {
            throw failure(failed);
        }
    }

    private static boolean isEntry(String line) {
        return line.matches(ACCEPTED + "[0-9a-f]{" + DIGEST_DIGITS + "}");
    }

    private static Digest digest(String line) {
        return Digest.ofHex(line.substring(ACCEPTED.length(), ACCEPTED.length() + DIGEST_DIGITS));
    }

    private static SalusException failure(IOException failed) {
        return new SalusException(ErrorCode.STORAGE_FAILED, "the import's journal: " + failed.getMessage(), failed);
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException failed) {
            throw failure(failed);
        }
    }
}
