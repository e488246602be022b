package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A private key's file: PKCS#8 in PEM (RFC 7468), readable by its owner only, optionally encrypted under a passphrase.
final class KeyFile {

    /// A key file takes a few hundred bytes; whatever is longer is something else.
    private static final int LIMIT_BYTES = 4096;

    private static final String PLAIN = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    private KeyFile() {}

    /// An existing file is never replaced: a key that is overwritten is lost.
    static void create(Path file, byte[] pkcs8, RandomSource random, Optional<Passphrase> passphrase) {
        String text = passphrase.isPresent()
                ? Pem.format(ENCRYPTED, EncryptedPkcs8.encrypt(pkcs8, passphrase.get(), random))
                : Pem.format(PLAIN, pkcs8);
        PrivateFiles.create(file, Octets.utf8(text));
    }

    /// The PKCS#8 in the file. Refuses one that others on this machine may read, and one that is encrypted when no
    /// passphrase is given.
    static byte[] load(Path file, Optional<Passphrase> passphrase) {
        PrivateFiles.requirePrivate(file);
        Pem pem = Pem.parse(read(file), file);
        return switch (pem.label()) {
            case PLAIN -> pem.content().toArray();
            case ENCRYPTED ->
                EncryptedPkcs8.decrypt(
                        pem.content(),
                        passphrase.orElseThrow(() -> new SalusException(
                                ErrorCode.CONFIGURATION, "the key file " + file + " needs its passphrase")));
            default -> throw new SalusException(ErrorCode.MALFORMED, file + " holds " + pem.label() + ", not a key");
        };
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > LIMIT_BYTES) {
                throw new SalusException(ErrorCode.TOO_LARGE, file + " is too large for a key file");
            }
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, "cannot read the key file " + file, unreadable);
        }
    }
}
