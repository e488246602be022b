package health.salus.vault.store;

import health.salus.crypto.PrivateFiles;
import health.salus.crypto.Secret;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The keys that shares are sealed under, one file for each epoch, readable by their owner alone. There is one at a
/// time, and for a moment two while shares move from the old to the new.
///
/// Keep this folder off the backups and off the disk of the data: a copy of the data without it opens nothing, and an
/// old copy of it would bring erased shares back.
final class EpochKeys {

    private static final int KEY_BYTES = 32;
    private static final int CHECK_BYTES = 8;
    private static final String TITLE = "salus vault epoch key v1";

    private final Path folder;
    private final RandomSource random;

    EpochKeys(Path folder, RandomSource random) {
        this.folder = folder;
        this.random = random;
    }

    private Path file(long epoch) {
        return folder.resolve("epoch-%010d.key".formatted(epoch));
    }

    /// The epochs that have a key here, from the oldest.
    List<Long> epochs() {
        return NumberedFiles.list(folder, "epoch-", ".key");
    }

    void create(long epoch) {
        try (Secret key = Secret.random(random, KEY_BYTES)) {
            Octets bytes = Octets.wrap(key.reveal());
            String text = TITLE + "\n" + bytes.base64Url() + "\n" + check(bytes) + "\n";
            PrivateFiles.create(file(epoch), Octets.utf8(text));
            LocalDisk.syncFolder(folder);
        } catch (IOException failed) {
            throw StorageFailures.of("cannot write a key to " + folder, failed);
        }
    }

    /// Empty when the file is not there.
    Optional<Secret> read(long epoch) {
        Path file = file(epoch);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        PrivateFiles.requirePrivate(file);
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() == 3 && lines.getFirst().equals(TITLE)) {
                Octets key = Octets.ofBase64Url(lines.get(1));
                if (key.length() == KEY_BYTES && check(key).equals(lines.get(2))) {
                    return Optional.of(Secret.wrap(key.toArray()));
                }
            }
            throw new SalusException(ErrorCode.CORRUPT, file + " is damaged: restore it from where you keep it");
        } catch (IOException failed) {
            throw StorageFailures.of("cannot read " + file, failed);
        }
    }

    private static String check(Octets key) {
        return Digest.sha256(Octets.utf8(TITLE), key)
                .octets()
                .slice(0, CHECK_BYTES)
                .hex();
    }

    /// Overwrites and removes the key. What a disk keeps of overwritten blocks is beyond a program: see
    /// docs/design/vault.md.
    void destroy(long epoch) {
        Path file = file(epoch);
        try {
            if (Files.exists(file)) {
                try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
                    opened.write(new byte[(int) opened.length()]);
                    opened.getFD().sync();
                }
                Files.delete(file);
                LocalDisk.syncFolder(folder);
            }
        } catch (IOException failed) {
            throw StorageFailures.of("cannot destroy " + file, failed);
        }
    }
}
