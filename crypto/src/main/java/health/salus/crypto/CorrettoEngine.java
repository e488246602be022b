package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;

/// Signatures by the Amazon Corretto Crypto Provider: native code, on the platforms that it was built for.
///
/// It is named by reflection, because the library is absent on other platforms.
final class CorrettoEngine implements SignatureEngine {

    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private final Provider provider;
    private final ThreadLocal<Signature> ed25519 = ThreadLocal.withInitial(() -> signature("EdDSA"));
    private final ThreadLocal<Signature> es256 =
            ThreadLocal.withInitial(() -> signature("SHA256withECDSAinP1363Format"));

    private CorrettoEngine(Provider provider) {
        this.provider = provider;
    }

    /// Empty where the library is absent, or its native part does not load.
    static Optional<CorrettoEngine> load() {
        try {
            Class<?> type = Class.forName(PROVIDER);
            Provider provider = (Provider) type.getField("INSTANCE").get(null);
            boolean loaded = type.getMethod("getLoadingError").invoke(provider) == null;
            return loaded && provider.getService("Signature", "EdDSA") != null
                    ? Optional.of(new CorrettoEngine(provider))
                    : Optional.empty();
        } catch (ReflectiveOperationException | LinkageError absent) {
            return Optional.empty();
        }
    }

    @Override
    public boolean verify(VerificationKey key, byte[] message, byte[] signature) {
        Signature verifier = switch (key.algorithm()) {
            case ED25519 -> ed25519.get();
            case ES256 -> es256.get();
        };
        if (key.algorithm() == SignatureAlgorithm.ED25519 && BouncyCastleEngine.isNeutral(signature)) {
            return false;
        }
        try {
            verifier.initVerify(CheckedKeys.platformKey(key.algorithm(), key.encoded()));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException _) {
            // Some malformed signatures are reported this way, others by false.
            return false;
        } catch (GeneralSecurityException broken) {
            throw new SalusException(ErrorCode.INTERNAL, "the provider refuses a sound key", broken);
        }
    }

    @Override
    public Signer ed25519Signer(byte[] seed) {
        try {
            byte[] pkcs8 = SeedPkcs8.ED25519.encode(seed);
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return message -> sign(key, message);
        } catch (GeneralSecurityException broken) {
            throw new SalusException(ErrorCode.INTERNAL, "the Java runtime refuses an Ed25519 private key", broken);
        }
    }

    private byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signer = ed25519.get();
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException broken) {
            throw new SalusException(ErrorCode.INTERNAL, "signing failed", broken);
        }
    }

    private Signature signature(String algorithm) {
        try {
            return Signature.getInstance(algorithm, provider);
        } catch (GeneralSecurityException broken) {
            throw new SalusException(ErrorCode.INTERNAL, "the provider lacks " + algorithm, broken);
        }
    }
}
