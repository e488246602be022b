package health.salus.vault.store;

import health.salus.kernel.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One entry of an append-only file: every byte lies under one of two checksums (docs/formats/segment.md, Volumes).
/// Header and payload have their own, so that a damaged payload still says whose it was and where the next frame
/// begins.
///
/// @param key the segment that the entry is about; empty in a file's header
record Frame(Kind kind, String key, Octets payload) {

    static final int MAGIC = 0x53414c46; // "SALF"
    static final int MAX_KEY_BYTES = 64;

    /// A fragment at threshold 1 of the largest ciphertext, and its manifest.
    static final int MAX_PAYLOAD_BYTES = 40 * 1024 * 1024;

    private static final int CHECKSUM_BYTES = Integer.BYTES;
    private static final int FIXED_HEADER_BYTES = Integer.BYTES + 1 + 1 + Integer.BYTES + CHECKSUM_BYTES;
    static final int MAX_HEADER_BYTES = FIXED_HEADER_BYTES + MAX_KEY_BYTES;
    private static final int KEY_LENGTH_AT = Integer.BYTES + 1;

    /// What an entry says. The codes are part of the format.
    enum Kind {
        FILE_HEADER(1),
        PIECE(2),
        DISCARDED(3),
        SHARE(4),
        ERASED(5);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        static Optional<Kind> of(byte code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /// What the header says of the payload that follows it.
    record Header(Kind kind, String key, int payloadBytes) {

        int headerBytes() {
            return FIXED_HEADER_BYTES + key.length();
        }

        int frameBytes() {
            return headerBytes() + payloadBytes + CHECKSUM_BYTES;
        }
    }

    static int lengthBytes(int keyBytes, int payloadBytes) {
        return FIXED_HEADER_BYTES + keyBytes + payloadBytes + CHECKSUM_BYTES;
    }

    byte[] encoded() {
        byte[] keyBytes = key.getBytes(StandardCharsets.US_ASCII);
        byte[] encoded = new byte[lengthBytes(keyBytes.length, payload.length())];
        ByteBuffer target = ByteBuffer.wrap(encoded);
        target.putInt(MAGIC).put(kind.code).put((byte) keyBytes.length).put(keyBytes);
        target.putInt(payload.length());
        target.putInt(checksum(encoded, 0, target.position()));
        payload.copyTo(encoded, target.position());
        target.position(target.position() + payload.length());
        target.putInt(checksum(encoded, target.position() - payload.length(), payload.length()));
        return encoded;
    }

    /// Empty unless a header begins at this offset and its checksum holds.
    static Optional<Header> header(byte[] bytes, int offset, int available) {
        if (available < FIXED_HEADER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer source = ByteBuffer.wrap(bytes, offset, available);
        int keyBytes = Byte.toUnsignedInt(bytes[offset + KEY_LENGTH_AT]);
        if (source.getInt() != MAGIC || keyBytes > MAX_KEY_BYTES || available < FIXED_HEADER_BYTES + keyBytes) {
            return Optional.empty();
        }
        Optional<Kind> kind = Kind.of(source.get());
        int checkedBytes = FIXED_HEADER_BYTES + keyBytes - CHECKSUM_BYTES;
        int payloadBytes = source.getInt(offset + checkedBytes - Integer.BYTES);
        boolean sound = source.getInt(offset + checkedBytes) == checksum(bytes, offset, checkedBytes)
                && payloadBytes >= 0
                && payloadBytes <= MAX_PAYLOAD_BYTES;
        if (!sound) {
            return Optional.empty();
        }
        String key = new String(bytes, offset + KEY_LENGTH_AT + 1, keyBytes, StandardCharsets.US_ASCII);
        return kind.map(known -> new Header(known, key, payloadBytes));
    }

    /// The payload of a whole frame whose header was read; empty when its checksum does not hold.
    static Optional<Octets> payload(Header header, byte[] frame) {
        int from = header.headerBytes();
        int expected = ByteBuffer.wrap(frame).getInt(from + header.payloadBytes());
        if (expected != checksum(frame, from, header.payloadBytes())) {
            return Optional.empty();
        }
        byte[] payload = new byte[header.payloadBytes()];
        System.arraycopy(frame, from, payload, 0, payload.length);
        return Optional.of(Octets.wrap(payload));
    }

    /// CRC-32C (RFC 3720 section 12.1): against accidents; wilful change is found by the manifest's hashes.
    private static int checksum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
