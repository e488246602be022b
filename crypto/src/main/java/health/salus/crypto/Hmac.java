package health.salus.crypto;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA-256 (RFC 2104): an authenticator, or a commitment, that only a holder of the key can make.
public final class Hmac {

    private static final String ALGORITHM = "HmacSHA256";
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Hmac::create);

    private Hmac() {}

    /// The authenticator of the parts, one after the other. Where their borders matter, fix their lengths or encode
    /// them.
    public static Digest sha256(Secret key, Octets... parts) {
        byte[] bytes = key.reveal();
        try {
            Mac mac = MAC.get();
            // Java refuses an empty key; HMAC pads a key with zeros, so one zero byte is the same key (RFC 2104
            // section 2).
            mac.init(new SecretKeySpec(bytes.length == 0 ? new byte[1] : bytes, ALGORITHM));
            for (Octets part : parts) {
                mac.update(part.asReadOnlyBuffer());
            }
            return new Digest(Octets.wrap(mac.doFinal()));
        } catch (GeneralSecurityException broken) {
            throw new SalusException(ErrorCode.INTERNAL, "HMAC-SHA-256 failed", broken);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /// Compares in constant time.
    public static boolean verify(Secret key, Octets authenticator, Octets... parts) {
        return sha256(key, parts).octets().equalsConstantTime(authenticator);
    }

    private static Mac create() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java runtime has no " + ALGORITHM, impossible);
        }
    }
}
