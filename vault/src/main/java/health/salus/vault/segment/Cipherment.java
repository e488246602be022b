package health.salus.vault.segment;

import health.salus.crypto.AesGcm;
import health.salus.crypto.Hkdf;
import health.salus.crypto.Secret;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM (SP 800-38D) of one segment under a key that is used once, in place on reused buffers. The ciphertext is
/// nonce, body and tag.
final class Cipherment {

    static final int NONCE_BYTES = AesGcm.NONCE_BYTES;
    static final int TAG_BYTES = AesGcm.TAG_BYTES;
    static final int OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES;

    private static final Octets KEY_LABEL = Octets.utf8("salus/vault/segment-key/v1\0");
    private static final Octets ASSOCIATED_LABEL = Octets.utf8("salus/vault/segment/v1\0");

    private final Cipher cipher;

    Cipherment() {
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java runtime lacks AES-GCM", impossible);
        }
    }

    /// HKDF (RFC 5869) of the shared scalar, bound to the segment.
    SecretKey deriveKey(BigInteger scalar, Octets descriptor) {
        try (Secret shared = Secret.wrap(P256.encode(scalar).toArray());
                Secret key =
                        Hkdf.sha256(shared, KEY_LABEL, Digest.sha256(descriptor).octets(), AesGcm.KEY_BYTES)) {
            return new SecretKeySpec(key.reveal(), "AES");
        }
    }

    /// Writes the ciphertext at the start of `target`, and returns its length.
    int seal(SecretKey key, Octets nonce, Octets descriptor, byte[] plain, int length, byte[] target) {
        try {
            nonce.copyTo(target, 0);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, target, 0, NONCE_BYTES));
            cipher.updateAAD(ASSOCIATED_LABEL.asReadOnlyBuffer());
            cipher.updateAAD(descriptor.asReadOnlyBuffer());
            return NONCE_BYTES + cipher.doFinal(plain, 0, length, target, NONCE_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("sealing with a fresh key cannot fail", impossible);
        }
    }

    /// The plaintext's length, written at the start of `target`; -1 when the tag does not match.
    int open(SecretKey key, Octets descriptor, byte[] sealed, int length, byte[] target) {
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, sealed, 0, NONCE_BYTES));
            cipher.updateAAD(ASSOCIATED_LABEL.asReadOnlyBuffer());
            cipher.updateAAD(descriptor.asReadOnlyBuffer());
            return cipher.doFinal(sealed, NONCE_BYTES, length - NONCE_BYTES, target, 0);
        } catch (AEADBadTagException wrongKeyOrBytes) {
            return -1;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("opening into a buffer that is long enough cannot fail", impossible);
        }
    }
}
