package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import java.util.Arrays;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/// A private key of ML-DSA-44 held in this process.
///
/// It signs by the deterministic variant (FIPS 204 section 3.4), as the Ed25519 key beside it does: the same
/// checkpoint at the same time has one signature, and no bad source of randomness can spoil it.
public final class InMemoryMlDsaKey implements MlDsaSigningKey {

    private final MLDSAPrivateKeyParameters key;
    private final MlDsaKey verificationKey;

    private InMemoryMlDsaKey(MLDSAPrivateKeyParameters key) {
        this.key = key;
        this.verificationKey = new MlDsaKey(Octets.wrap(key.getPublicKey()));
    }

    public static InMemoryMlDsaKey generate(RandomSource random) {
        try (Secret seed = Secret.random(random, SeedPkcs8.SEED_BYTES)) {
            return fromSeed(seed);
        }
    }

    /// FIPS 204 algorithm 6: the key that follows from its seed.
    public static InMemoryMlDsaKey fromSeed(Secret seed) {
        if (seed.length() != SeedPkcs8.SEED_BYTES) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a seed has " + SeedPkcs8.SEED_BYTES + " bytes, not " + seed.length());
        }
        byte[] bytes = seed.reveal();
        try {
            return new InMemoryMlDsaKey(new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, bytes));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public MlDsaKey verificationKey() {
        return verificationKey;
    }

    @Override
    public Octets sign(Octets message) {
        MLDSASigner signer = new MLDSASigner();
        signer.init(true, key);
        signer.update(message.toArray(), 0, message.length());
        try {
            return Octets.wrap(signer.generateSignature());
        } catch (CryptoException broken) {
            throw new SalusException(ErrorCode.INTERNAL, "signing with ML-DSA-44 failed", broken);
        }
    }

    @Override
    public String toString() {
        return "InMemoryMlDsaKey";
    }
}
