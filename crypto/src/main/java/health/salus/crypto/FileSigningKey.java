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

/// An Ed25519 private key in a file of its own: PKCS#8 in PEM (RFC 7468), readable by its owner only, optionally
/// encrypted under a passphrase. Common tools read the same file.
public final class FileSigningKey implements SigningKey {

    /// A key file takes a few hundred bytes; whatever is longer is something else.
    private static final int LIMIT_BYTES = 4096;

    private static final String PLAIN = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    private final Path file;
    private final InMemorySigningKey key;

    private FileSigningKey(Path file, InMemorySigningKey key) {
        this.file = file;
        this.key = key;
    }

    /// Makes a key and its file. An existing file is never replaced: a key that is overwritten is lost.
    public static FileSigningKey create(Path file, RandomSource random, Optional<Passphrase> passphrase) {
        byte[] seed = new byte[Ed25519Pkcs8.SEED_BYTES];
        random.fill(seed);
        byte[] pkcs8 = Ed25519Pkcs8.encode(seed);
        try {
            String text = passphrase.isPresent()
                    ? Pem.format(ENCRYPTED, EncryptedPkcs8.encrypt(pkcs8, passphrase.get(), random))
                    : Pem.format(PLAIN, pkcs8);
            PrivateFiles.create(file, Octets.utf8(text));
            return new FileSigningKey(file, InMemorySigningKey.fromSeed(SignatureAlgorithm.ED25519, Secret.of(seed)));
        } finally {
            Arrays.fill(seed, (byte) 0);
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    /// Reads the key. Refuses a file that others on this machine may read, and one that is encrypted when no
    /// passphrase is given.
    public static FileSigningKey load(Path file, Optional<Passphrase> passphrase) {
        PrivateFiles.requirePrivate(file);
        Pem pem = Pem.parse(read(file), file);
        byte[] pkcs8 = switch (pem.label()) {
            case PLAIN -> pem.content().toArray();
            case ENCRYPTED ->
                EncryptedPkcs8.decrypt(
                        pem.content(),
                        passphrase.orElseThrow(() -> new SalusException(
                                ErrorCode.CONFIGURATION, "the key file " + file + " needs its passphrase")));
            default -> throw new SalusException(ErrorCode.MALFORMED, file + " holds " + pem.label() + ", not a key");
        };
        try (Secret seed = Ed25519Pkcs8.decode(pkcs8)) {
            return new FileSigningKey(file, InMemorySigningKey.fromSeed(SignatureAlgorithm.ED25519, seed));
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
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

    public Path file() {
        return file;
    }

    @Override
    public VerificationKey verificationKey() {
        return key.verificationKey();
    }

    @Override
    public Octets sign(Octets message) {
        return key.sign(message);
    }

    @Override
    public String toString() {
        return "FileSigningKey[" + key.verificationKey().id() + "]";
    }
}
