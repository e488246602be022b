package health.salus.kernel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;

///  An immutable string of bytes that compares by content, so that it may stand in records and as a key.
public final class Octets implements Comparable<Octets> {

    public static final Octets EMPTY = new Octets(new byte[0]);

    private static final HexFormat HEX = HexFormat.of();
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    ///  Copies the given bytes.
    public static Octets of(byte... bytes) {
        return bytes.length == 0 ? EMPTY : new Octets(bytes.clone());
    }

    ///  Takes ownership of the array: the caller must not touch it again.
    public static Octets wrap(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Octets(bytes);
    }

    public static Octets utf8(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Octets ofHex(String hex) {
        try {
            return wrap(HEX.parseHex(hex));
        } catch (IllegalArgumentException malformed) {
            throw new SalusException(ErrorCode.MALFORMED, "not a hexadecimal string of whole bytes", malformed);
        }
    }

    public static Octets ofBase64Url(String text) {
        try {
            return wrap(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException malformed) {
            throw new SalusException(ErrorCode.MALFORMED, "not base64url text", malformed);
        }
    }

    public static Octets ofBase64(String text) {
        try {
            return wrap(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException malformed) {
            throw new SalusException(ErrorCode.MALFORMED, "not base64 text", malformed);
        }
    }

    public static Octets concat(Octets... parts) {
        int length = 0;
        for (Octets part : parts) {
            length += part.bytes.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (Octets part : parts) {
            System.arraycopy(part.bytes, 0, joined, at, part.bytes.length);
            at += part.bytes.length;
        }
        return wrap(joined);
    }

    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    public byte at(int index) {
        return bytes[index];
    }

    public Octets slice(int from, int to) {
        return wrap(Arrays.copyOfRange(bytes, from, to));
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    /// Lends the bytes to a reader that neither changes nor keeps them: for the many megabytes of a request, of which
    /// each copy is work for the collector.
    public <T> T lend(Function<byte[], T> reader) {
        return reader.apply(bytes);
    }

    public ByteBuffer asReadOnlyBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    public String toUtf8() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public String hex() {
        return HEX.formatHex(bytes);
    }

    public String base64Url() {
        return BASE64_URL.encodeToString(bytes);
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public void update(MessageDigest digest) {
        digest.update(bytes);
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    public void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, bytes.length);
    }

    ///  For secrets and authenticators: takes the same time wherever the first difference lies.
    public boolean equalsConstantTime(Octets other) {
        return MessageDigest.isEqual(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public int compareTo(Octets other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    ///  Length and a few bytes only: a whole value could be personal data on its way into a log.
    @Override
    public String toString() {
        return bytes.length <= 8
                ? "Octets[" + hex() + "]"
                : "Octets[" + HEX.formatHex(bytes, 0, 8) + ".. " + bytes.length + " bytes]";
    }
}
