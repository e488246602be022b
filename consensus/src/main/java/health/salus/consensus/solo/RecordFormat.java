package health.salus.consensus.solo;

import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// The bytes of a record: a frame of magic, length and checksum around a versioned body (docs/formats/solo-log.md).
final class RecordFormat {

    static final byte VERSION = 1;

    /// "SLRC", by which a search finds the frames behind a damaged one.
    static final int MAGIC = 0x534C5243;

    static final int FRAME_HEADER_BYTES = 12;
    static final int MAX_TRANSACTIONS = 1 << 16;
    static final int MAX_TRANSACTION_BYTES = 64 << 20;

    private static final int LENGTH_AT = 4;
    private static final int CHECKSUM_AT = 8;
    private static final int MAX_NETWORK_BYTES = 64;
    /// Version, length of the network id, sequence, seconds, nanoseconds, number of transactions.
    private static final int FIXED_BODY_BYTES = 1 + 1 + 8 + 8 + 4 + 4;
    private static final int MIN_BODY_BYTES = FIXED_BODY_BYTES + 1;
    private static final int MAX_BODY_BYTES =
            FIXED_BODY_BYTES + MAX_NETWORK_BYTES + MAX_TRANSACTIONS * Integer.BYTES + MAX_TRANSACTION_BYTES;

    private RecordFormat() {}

    /// What stands in a frame whose checksum is right.
    sealed interface Body {
        record Understood(LogRecord record) implements Body {}

        /// Written on purpose, but not for us: never taken for a half-written record.
        record Foreign(String reason) implements Body {}
    }

    static int frameBytes(NetworkId network, LogRecord record) {
        long bytes =
                FRAME_HEADER_BYTES + FIXED_BODY_BYTES + (long) network.value().length();
        for (Octets transaction : record.transactions()) {
            bytes += Integer.BYTES + transaction.length();
        }
        return Math.toIntExact(bytes);
    }

    static byte[] frame(NetworkId network, LogRecord record) {
        byte[] bytes = new byte[frameBytes(network, record)];
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        frame.putInt(MAGIC).putInt(bytes.length - FRAME_HEADER_BYTES).putInt(0);
        byte[] name = network.value().getBytes(StandardCharsets.US_ASCII);
        frame.put(VERSION).put((byte) name.length).put(name);
        frame.putLong(record.sequence());
        Instant first = record.firstTime();
        frame.putLong(first.getEpochSecond()).putInt(first.getNano());
        frame.putInt(record.transactions().size());
        for (Octets transaction : record.transactions()) {
            frame.putInt(transaction.length());
            transaction.copyTo(bytes, frame.position());
            frame.position(frame.position() + transaction.length());
        }
        frame.putInt(CHECKSUM_AT, checksum(frame.getInt(LENGTH_AT), bytes, FRAME_HEADER_BYTES));
        return bytes;
    }

    static boolean isPossibleBodyLength(int bytes) {
        return bytes >= MIN_BODY_BYTES && bytes <= MAX_BODY_BYTES;
    }

    /// CRC-32C (RFC 3720 appendix B.4) over the length field and the body, so that a wrong length does not pass either.
    static int checksum(int bodyLength, byte[] bytes, int bodyAt) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(bodyLength).flip());
        checksum.update(bytes, bodyAt, bytes.length - bodyAt);
        return (int) checksum.getValue();
    }

    static Body body(NetworkId network, byte[] bytes) {
        ByteBuffer body = ByteBuffer.wrap(bytes);
        byte version = body.get();
        if (version != VERSION) {
            return new Body.Foreign("is of format version " + version + ", this software reads " + VERSION);
        }
        byte[] name = new byte[Byte.toUnsignedInt(body.get())];
        if (name.length > body.remaining() - (FIXED_BODY_BYTES - 2)) {
            return new Body.Foreign("has a network id that does not fit");
        }
        body.get(name);
        String owner = new String(name, StandardCharsets.US_ASCII);
        if (!owner.equals(network.value())) {
            return new Body.Foreign("belongs to network " + owner + ", not to " + network);
        }
        return record(body);
    }

    private static Body record(ByteBuffer body) {
        long sequence = body.getLong();
        long seconds = body.getLong();
        int nanos = body.getInt();
        int count = body.getInt();
        if (count < 1 || count > MAX_TRANSACTIONS) {
            return new Body.Foreign("counts " + count + " transactions");
        }
        List<Octets> transactions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int length = body.remaining() < Integer.BYTES ? -1 : body.getInt();
            if (length < 0 || length > body.remaining()) {
                return new Body.Foreign("has a transaction that does not fit");
            }
            byte[] transaction = new byte[length];
            body.get(transaction);
            transactions.add(Octets.wrap(transaction));
        }
        if (body.hasRemaining()) {
            return new Body.Foreign("has bytes after its last transaction");
        }
        try {
            return new Body.Understood(new LogRecord(sequence, Instant.ofEpochSecond(seconds, nanos), transactions));
        } catch (DateTimeException beyondRange) {
            return new Body.Foreign("has a time out of range");
        }
    }
}
