package health.salus.crypto;

import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import java.nio.file.Path;
import java.util.Optional;

/// An ML-DSA-44 private key in a file of its own, as [FileSigningKey] has an Ed25519 key. What is kept is its seed
/// (RFC 9881 section 6), which common tools read too.
public final class FileMlDsaKey implements MlDsaSigningKey {

    private final InMemoryMlDsaKey key;

    private FileMlDsaKey(InMemoryMlDsaKey key) {
        this.key = key;
    }

    /// Makes a key and its file. An existing file is never replaced: a key that is overwritten is lost.
    public static FileMlDsaKey create(Path file, RandomSource random, Optional<Passphrase> passphrase) {
        return KeyFile.create(
                file,
                SeedPkcs8.ML_DSA_44,
                random,
                passphrase,
                seed -> new FileMlDsaKey(InMemoryMlDsaKey.fromSeed(seed)));
    }

    /// Reads the key. Refuses a file that others on this machine may read, and one that is encrypted when no
    /// passphrase is given.
    public static FileMlDsaKey load(Path file, Optional<Passphrase> passphrase) {
        return KeyFile.load(
                file, SeedPkcs8.ML_DSA_44, passphrase, seed -> new FileMlDsaKey(InMemoryMlDsaKey.fromSeed(seed)));
    }

    @Override
    public MlDsaKey verificationKey() {
        return key.verificationKey();
    }

    @Override
    public Octets sign(Octets message) {
        return key.sign(message);
    }

    @Override
    public String toString() {
        return "FileMlDsaKey";
    }
}
