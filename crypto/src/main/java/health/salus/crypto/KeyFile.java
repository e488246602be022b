package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/// A private key's file: PKCS#8 in PEM (RFC 7468), readable by its owner only, optionally encrypted under a passphrase.
final class KeyFile {

    /// A key file takes a few hundred bytes; whatever is longer is something else.
    private static final int LIMIT_BYTES = 4096;

    private static final String PLAIN = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    private KeyFile() {}

    /// Makes a key and its file. An existing file is never replaced: a key that is overwritten is lost.
    ///
    /// @param key of a seed, which it must not keep
    static <K> K create(
            Path file, SeedPkcs8 form, RandomSource random, Optional<Passphrase> passphrase, Function<Secret, K> key) {
        try (Secret seed = Secret.random(random, SeedPkcs8.SEED_BYTES)) {
            byte[] bytes = seed.reveal();
            byte[] pkcs8 = form.encode(bytes);
            try {
                String text = passphrase.isPresent()
                        ? Pem.format(ENCRYPTED, EncryptedPkcs8.encrypt(pkcs8, passphrase.get(), random))
                        : Pem.format(PLAIN, pkcs8);
                PrivateFiles.create(file, Octets.utf8(text));
            } finally {
                Arrays.fill(bytes, (byte) 0);
                Arrays.fill(pkcs8, (byte) 0);
            }
            return key.apply(seed);
        }
    }

    /// The key in the file. Refuses one that others on this machine may read, and one that is encrypted when no
    /// passphrase is given.
    static <K> K load(Path file, SeedPkcs8 form, Optional<Passphrase> passphrase, Function<Secret, K> key) {
        PrivateFiles.requirePrivate(file);
        byte[] pkcs8 = pkcs8(file, passphrase);
        try (Secret seed = form.decode(pkcs8)) {
            return key.apply(seed);
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    private static byte[] pkcs8(Path file, Optional<Passphrase> passphrase) {
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
