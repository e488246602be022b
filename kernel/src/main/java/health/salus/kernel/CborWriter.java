package health.salus.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

///  Writes deterministic CBOR: shortest heads, definite lengths (RFC 8949 section 4.2.1). The order of map keys is the
///  caller's duty.
public final class CborWriter {

    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;
    static final int TAG = 6;
    static final int SIMPLE = 7;

    static final int FALSE = 20;
    static final int TRUE = 21;
    static final int NULL = 22;

    private byte[] buffer = new byte[256];
    private int length;

    public CborWriter integer(long value) {
        return value >= 0 ? head(UNSIGNED, value) : head(NEGATIVE, ~value);
    }

    public CborWriter bytes(Octets value) {
        return head(BYTES, value.length()).raw(value);
    }

    public CborWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        head(TEXT, utf8.length);
        return raw(Octets.wrap(utf8));
    }

    public CborWriter array(int size) {
        return head(ARRAY, size);
    }

    public CborWriter map(int size) {
        return head(MAP, size);
    }

    public CborWriter tag(long number) {
        return head(TAG, number);
    }

    public CborWriter bool(boolean value) {
        return head(SIMPLE, value ? TRUE : FALSE);
    }

    public CborWriter nul() {
        return head(SIMPLE, NULL);
    }

    ///  Appends bytes that are already encoded.
    CborWriter raw(Octets encoded) {
        ensure(encoded.length());
        encoded.copyTo(buffer, length);
        length += encoded.length();
        return this;
    }

    public Octets toOctets() {
        return Octets.wrap(Arrays.copyOf(buffer, length));
    }

    private CborWriter head(int major, long argument) {
        ensure(9);
        int top = major << 5;
        if (argument < 24) {
            buffer[length++] = (byte) (top | argument);
        } else if (argument <= 0xff) {
            buffer[length++] = (byte) (top | 24);
            bigEndian(argument, 1);
        } else if (argument <= 0xffff) {
            buffer[length++] = (byte) (top | 25);
            bigEndian(argument, 2);
        } else if (argument <= 0xffff_ffffL) {
            buffer[length++] = (byte) (top | 26);
            bigEndian(argument, 4);
        } else {
            buffer[length++] = (byte) (top | 27);
            bigEndian(argument, 8);
        }
        return this;
    }

    private void bigEndian(long value, int lengthBytes) {
        for (int shift = (lengthBytes - 1) * 8; shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (value >>> shift);
        }
    }

    private void ensure(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
