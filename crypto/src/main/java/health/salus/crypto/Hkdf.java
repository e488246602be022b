package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// HKDF with SHA-256 (RFC 5869): keys from a secret, one for each purpose.
public final class Hkdf {

    /// RFC 5869 section 2.3: 255 blocks of the hash.
    public static final int MAX_LENGTH_BYTES = 255 * 32;

    private Hkdf() {}

    /// @param salt may be empty
    /// @param info names the purpose: different purposes, independent keys
    public static Secret sha256(Secret inputKey, Octets salt, Octets info, int lengthBytes) {
        if (lengthBytes < 1 || lengthBytes > MAX_LENGTH_BYTES) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "HKDF-SHA-256 gives 1 to " + MAX_LENGTH_BYTES + " bytes, not " + lengthBytes);
        }
        byte[] bytes = inputKey.reveal();
        try {
            HKDFParameterSpec.Builder extract =
                    HKDFParameterSpec.ofExtract().addIKM(bytes).addSalt(salt.toArray());
            KDF kdf = KDF.getInstance("HKDF-SHA256");
            return Secret.wrap(kdf.deriveData(extract.thenExpand(info.toArray(), lengthBytes)));
        } catch (GeneralSecurityException broken) {
            throw new SalusException(ErrorCode.INTERNAL, "HKDF-SHA-256 failed", broken);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
