package health.salus.contracts.records;

import health.salus.kernel.Octets;
import java.util.Arrays;

/// Writes what [ByteCursor] reads.
final class ByteSink {

    private byte[] buffer = new byte[64];
    private int length;

    ByteSink octet(int value) {
        ensure(1);
        buffer[length++] = (byte) value;
        return this;
    }

    ByteSink octets(Octets value) {
        ensure(value.length());
        value.copyTo(buffer, length);
        length += value.length();
        return this;
    }

    ByteSink varint(long value) {
        long left = value;
        while (left >= 0x80) {
            octet((int) (left & 0x7f) | 0x80);
            left >>>= 7;
        }
        return octet((int) left);
    }

    Octets toOctets() {
        return Octets.wrap(Arrays.copyOf(buffer, length));
    }

    private void ensure(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
        }
    }
}
