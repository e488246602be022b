package health.salus.kernel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

///  A SHA-256 value: 32 bytes.
public record Digest(Octets octets) implements Comparable<Digest> {

    public static final int LENGTH_BYTES = 32;

    ///  The hash of an empty tree position (see docs/formats/sparse-merkle.md).
    public static final Digest ZERO = new Digest(Octets.wrap(new byte[LENGTH_BYTES]));

    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(Digest::newSha256);

    public Digest {
        if (octets.length() != LENGTH_BYTES) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a digest has " + LENGTH_BYTES + " bytes, not " + octets.length());
        }
    }

    public static Digest of(byte[] bytes) {
        return new Digest(Octets.of(bytes));
    }

    public static Digest ofHex(String hex) {
        return new Digest(Octets.ofHex(hex));
    }

    ///  SHA-256 over the parts, one after the other.
    public static Digest sha256(Octets... parts) {
        MessageDigest digest = SHA256.get();
        for (Octets part : parts) {
            part.update(digest);
        }
        return new Digest(Octets.wrap(digest.digest()));
    }

    ///  SHA-256 over the parts, one after the other.
    public static Digest sha256(byte[]... parts) {
        MessageDigest digest = SHA256.get();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return new Digest(Octets.wrap(digest.digest()));
    }

    ///  A fresh digest for streaming use; every Java platform must provide SHA-256.
    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this Java runtime has no SHA-256", impossible);
        }
    }

    public String hex() {
        return octets.hex();
    }

    @Override
    public int compareTo(Digest other) {
        return octets.compareTo(other.octets);
    }

    @Override
    public String toString() {
        return "Digest[" + hex().substring(0, 16) + "..]";
    }
}
