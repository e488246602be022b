package health.salus.contracts.records;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;

/// Reads packed bytes from front to back; refuses to read beyond them and numbers that are longer than needed.
final class ByteCursor {

    private static final int MAX_VARINT_BYTES = 9;

    private final Octets source;
    private int position;

    ByteCursor(Octets source) {
        this.source = source;
    }

    boolean atEnd() {
        return position == source.length();
    }

    int octet() {
        require(1);
        return source.at(position++) & 0xff;
    }

    Octets octets(int length) {
        require(length);
        position += length;
        return source.slice(position - length, position);
    }

    Octets rest() {
        return octets(source.length() - position);
    }

    /// An unsigned LEB128 number of at most 63 bits, in its shortest form.
    long varint() {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            int octet = octet();
            value |= (long) (octet & 0x7f) << (7 * i);
            if (octet < 0x80) {
                if (octet == 0 && i > 0) {
                    throw new SalusException(ErrorCode.NOT_CANONICAL, "packed number longer than needed");
                }
                return value;
            }
        }
        throw new SalusException(ErrorCode.MALFORMED, "packed number of more than 63 bits");
    }

    int smallVarint(int limit) {
        long value = varint();
        if (value > limit) {
            throw new SalusException(ErrorCode.MALFORMED, "packed number " + value + " exceeds " + limit);
        }
        return (int) value;
    }

    private void require(int length) {
        if (source.length() - position < length) {
            throw new SalusException(ErrorCode.MALFORMED, "packed bytes end early");
        }
    }
}
