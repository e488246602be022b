package health.salus.vault.segment;

import health.salus.kernel.Octets;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The salted commitment to one entry: HMAC-SHA-256 of its encoding under its own salt. The salt hides (a guessed
/// document cannot be checked), and HMAC binds (no other document has the same commitment).
final class EntryCommitments {

    static final int SEED_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] SALT_LABEL =
            Octets.utf8("salus/vault/salt/v1\0").toArray();

    private final Mac mac = newMac();

    static Mac newMac() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this Java runtime has no " + ALGORITHM, impossible);
        }
    }

    /// Salts are derived rather than stored: 32 bytes a segment instead of 32 bytes a resource that do not compress.
    static Octets salt(Octets seed, int index) {
        return Octets.wrap(salt(newMac(), key(seed.toArray()), index));
    }

    private static byte[] salt(Mac mac, SecretKeySpec seed, int index) {
        init(mac, seed);
        mac.update(SALT_LABEL);
        return mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(index).array());
    }

    /// Of the entry whose encoding stands in `buffer` between `from` and `to`.
    byte[] commit(SecretKeySpec seed, int index, byte[] buffer, int from, int to) {
        byte[] salt = salt(mac, seed, index);
        init(mac, key(salt));
        mac.update(buffer, from, to - from);
        return mac.doFinal();
    }

    static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    private static void init(Mac mac, SecretKeySpec key) {
        try {
            mac.init(key);
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException("HMAC takes any key", impossible);
        }
    }
}
