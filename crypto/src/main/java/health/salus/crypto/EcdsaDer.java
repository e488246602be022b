package health.salus.crypto;

import health.salus.kernel.Octets;
import java.util.Optional;

/// ECDSA signatures in ASN.1 DER (RFC 3279 section 2.2.3), as WebAuthn has them, to two numbers of 32 bytes, as COSE
/// has them.
///
/// Only DER is read, not BER: each signature has one encoding, and all members agree which.
final class EcdsaDer {

    private static final byte SEQUENCE = 0x30;
    private static final byte INTEGER = 0x02;
    private static final int NUMBER_BYTES = 32;

    /// Two integers of up to 33 bytes, with two bytes of header each; so every length fits in one byte.
    private static final int MAX_CONTENT_BYTES = 2 * (2 + 1 + NUMBER_BYTES);

    private EcdsaDer() {}

    /// Empty if the bytes are not DER of two numbers of at most 256 bits, greater than zero.
    static Optional<Octets> toFixedLength(Octets der) {
        int length = der.length();
        boolean framed =
                length >= 8 && length <= 2 + MAX_CONTENT_BYTES && der.at(0) == SEQUENCE && der.at(1) == length - 2;
        if (!framed) {
            return Optional.empty();
        }
        byte[] numbers = new byte[2 * NUMBER_BYTES];
        int second = copyInteger(der, 2, numbers, NUMBER_BYTES);
        int end = second < 0 ? second : copyInteger(der, second, numbers, 2 * NUMBER_BYTES);
        return end == length ? Optional.of(Octets.wrap(numbers)) : Optional.empty();
    }

    /// Copies the integer at `from` so that it ends before `targetEnd`; returns where the next one begins, or -1.
    private static int copyInteger(Octets der, int from, byte[] target, int targetEnd) {
        if (from + 2 >= der.length() || der.at(from) != INTEGER) {
            return -1;
        }
        int start = from + 2;
        int size = der.at(from + 1);
        if (size < 1 || start + size > der.length() || der.at(start) < 0) {
            return -1;
        }
        if (der.at(start) == 0) {
            // A leading zero is there only to keep a number positive; alone it is the number zero, which no signature
            // has.
            if (size == 1 || der.at(start + 1) >= 0) {
                return -1;
            }
            start++;
            size--;
        }
        if (size > NUMBER_BYTES) {
            return -1;
        }
        der.slice(start, start + size).copyTo(target, targetEnd - size);
        return start + size;
    }
}
