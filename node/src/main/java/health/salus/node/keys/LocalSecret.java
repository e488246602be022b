package health.salus.node.keys;

import health.salus.crypto.PrivateFiles;
import health.salus.crypto.Secret;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A secret that a node makes for itself and keeps beside its keys, apart from the data that depends on it.
public final class LocalSecret {

    private static final int BYTES = 32;

    private LocalSecret() {}

    /// The secret in the file, made if there is none.
    public static Secret at(Path file, RandomSource random) {
        if (!Files.exists(file)) {
            PrivateFiles.create(file, random.octets(BYTES));
        }
        PrivateFiles.requirePrivate(file);
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != BYTES) {
                throw new SalusException(ErrorCode.CONFIGURATION, "keys: " + file + " is not a secret of this node");
            }
            return Secret.wrap(bytes);
        } catch (IOException unreadable) {
            throw new SalusException(ErrorCode.CONFIGURATION, "keys: " + file + " cannot be read", unreadable);
        }
    }
}
