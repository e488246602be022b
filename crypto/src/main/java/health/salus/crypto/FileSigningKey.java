package health.salus.crypto;

import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import java.nio.file.Path;
import java.util.Optional;

/// An Ed25519 private key in a file of its own: PKCS#8 in PEM (RFC 7468), readable by its owner only, optionally
/// encrypted under a passphrase. Common tools read the same file.
public final class FileSigningKey implements SigningKey {

    private final Path file;
    private final InMemorySigningKey key;

    private FileSigningKey(Path file, InMemorySigningKey key) {
        this.file = file;
        this.key = key;
    }

    /// Makes a key and its file. An existing file is never replaced: a key that is overwritten is lost.
    public static FileSigningKey create(Path file, RandomSource random, Optional<Passphrase> passphrase) {
        return KeyFile.create(file, SeedPkcs8.ED25519, random, passphrase, seed -> of(file, seed));
    }

    /// Reads the key. Refuses a file that others on this machine may read, and one that is encrypted when no
    /// passphrase is given.
    public static FileSigningKey load(Path file, Optional<Passphrase> passphrase) {
        return KeyFile.load(file, SeedPkcs8.ED25519, passphrase, seed -> of(file, seed));
    }

    private static FileSigningKey of(Path file, Secret seed) {
        return new FileSigningKey(file, InMemorySigningKey.fromSeed(SignatureAlgorithm.ED25519, seed));
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
