package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// A private key held in this process.
public final class InMemorySigningKey implements SigningKey {

    private final VerificationKey verificationKey;
    private final SignatureEngine.Signer signer;

    private InMemorySigningKey(VerificationKey verificationKey, SignatureEngine.Signer signer) {
        this.verificationKey = verificationKey;
        this.signer = signer;
    }

    /// A new Ed25519 key.
    public static InMemorySigningKey generate(RandomSource random) {
        return generate(SignatureAlgorithm.ED25519, random);
    }

    public static InMemorySigningKey generate(SignatureAlgorithm algorithm, RandomSource random) {
        try (Secret seed = Secret.random(random, SeedPkcs8.SEED_BYTES)) {
            return fromSeed(algorithm, seed);
        }
    }

    /// The same seed gives the same key: for keys that are kept elsewhere, and for tests.
    public static InMemorySigningKey fromSeed(SignatureAlgorithm algorithm, Secret seed) {
        if (seed.length() != SeedPkcs8.SEED_BYTES) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a seed has " + SeedPkcs8.SEED_BYTES + " bytes, not " + seed.length());
        }
        byte[] bytes = seed.reveal();
        try {
            return switch (algorithm) {
                case ED25519 -> ed25519(bytes);
                case ES256 -> es256(P256.scalar(bytes));
            };
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static InMemorySigningKey ed25519(byte[] seed) {
        byte[] encoded = new byte[SignatureAlgorithm.ED25519.keyBytes()];
        Ed25519.generatePublicKey(seed, 0, encoded, 0);
        VerificationKey key = VerificationKey.ed25519(Octets.wrap(encoded));
        return new InMemorySigningKey(key, SignatureEngine.current().ed25519Signer(seed));
    }

    private static InMemorySigningKey es256(BigInteger scalar) {
        return new InMemorySigningKey(P256.verificationKey(scalar), message -> P256.sign(scalar, message));
    }

    @Override
    public VerificationKey verificationKey() {
        return verificationKey;
    }

    @Override
    public Octets sign(Octets message) {
        return Octets.wrap(signer.sign(message.toArray()));
    }

    @Override
    public String toString() {
        return "InMemorySigningKey[" + verificationKey.id() + "]";
    }
}
