package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import java.security.MessageDigest;
import java.util.Arrays;

/// Bytes that must not be shown: they compare in constant time, do not appear in logs, and can be wiped.
///
/// Every place that handles the bytes themselves calls [#reveal()], so one search lists them all.
public final class Secret implements AutoCloseable {

    private final byte[] bytes;
    private volatile boolean destroyed;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Copies the bytes; the caller wipes its own.
    public static Secret of(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    /// Takes ownership of the array.
    public static Secret wrap(byte[] bytes) {
        return new Secret(bytes);
    }

    public static Secret random(RandomSource random, int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        random.fill(bytes);
        return new Secret(bytes);
    }

    public int length() {
        return bytes.length;
    }

    /// A copy of the bytes, for the caller to wipe.
    public byte[] reveal() {
        if (destroyed) {
            throw new SalusException(ErrorCode.INTERNAL, "the secret was destroyed");
        }
        return bytes.clone();
    }

    /// Wipes the bytes: nothing can be read afterwards. A garbage collector may have left copies, so this narrows the
    /// window only.
    public void destroy() {
        destroyed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public void close() {
        destroy();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && !destroyed
                && !secret.destroyed
                && MessageDigest.isEqual(bytes, secret.bytes);
    }

    /// The length only: a hash of the bytes would leak them.
    @Override
    public int hashCode() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
