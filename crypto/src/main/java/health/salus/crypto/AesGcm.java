package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM (NIST SP 800-38D): nobody without the key reads the text, or changes text or associated data
/// unnoticed.
///
/// A pair of key and nonce must never seal two different texts. So either a key seals once, or its nonces are random
/// and it seals fewer than 2^32 texts.
public final class AesGcm {

    public static final int KEY_BYTES = 32;
    public static final int NONCE_BYTES = 12;
    public static final int TAG_BYTES = 16;

    private static final String CIPHER = "AES/GCM/NoPadding";

    private AesGcm() {}

    /// Seals under a fresh random nonce, which comes first in the result.
    public static Octets sealWithRandomNonce(Secret key, RandomSource random, Octets text, Octets associated) {
        Octets nonce = random.octets(NONCE_BYTES);
        return Octets.concat(nonce, seal(key, nonce, text, associated));
    }

    /// Opens what [#sealWithRandomNonce] sealed; empty if key, bytes or associated data are not the same.
    public static Optional<Octets> openWithNonce(Secret key, Octets sealed, Octets associated) {
        if (sealed.length() < NONCE_BYTES + TAG_BYTES) {
            return Optional.empty();
        }
        return open(key, sealed.slice(0, NONCE_BYTES), sealed.slice(NONCE_BYTES, sealed.length()), associated);
    }

    /// The encrypted text and its tag of 16 bytes.
    public static Octets seal(Secret key, Octets nonce, Octets text, Octets associated) {
        try {
            return run(Cipher.ENCRYPT_MODE, key, nonce, text, associated);
        } catch (GeneralSecurityException broken) {
            throw new SalusException(ErrorCode.INTERNAL, "AES-GCM failed", broken);
        }
    }

    /// Empty if key, nonce, bytes or associated data are not those of the sealing.
    public static Optional<Octets> open(Secret key, Octets nonce, Octets sealed, Octets associated) {
        if (sealed.length() < TAG_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(run(Cipher.DECRYPT_MODE, key, nonce, sealed, associated));
        } catch (AEADBadTagException _) {
            return Optional.empty();
        } catch (GeneralSecurityException broken) {
            throw new SalusException(ErrorCode.INTERNAL, "AES-GCM failed", broken);
        }
    }

    private static Octets run(int mode, Secret key, Octets nonce, Octets input, Octets associated)
            throws GeneralSecurityException {
        if (key.length() != KEY_BYTES || nonce.length() != NONCE_BYTES) {
            throw new SalusException(
                    ErrorCode.MALFORMED,
                    "AES-256-GCM takes a key of " + KEY_BYTES + " and a nonce of " + NONCE_BYTES + " bytes");
        }
        byte[] keyBytes = key.reveal();
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            GCMParameterSpec parameters = new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce.toArray());
            cipher.init(mode, new SecretKeySpec(keyBytes, "AES"), parameters);
            cipher.updateAAD(associated.asReadOnlyBuffer());
            return Octets.wrap(cipher.doFinal(input.toArray()));
        } finally {
            Arrays.fill(keyBytes, (byte) 0);
        }
    }
}
