package health.salus.vault.segment;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The bytes that are compressed and encrypted: version, salt seed, count, and the entries one after the other
/// (docs/formats/segment.md). An entry's own bytes are what its commitment is over.
final class SegmentPlaintext {

    static final byte VERSION = 1;
    static final int HEADER_BYTES = 1 + EntryCommitments.SEED_BYTES + Integer.BYTES;

    /// Both length bytes, version, seconds, nanoseconds and the body's length.
    private static final int ENTRY_FIXED_BYTES = 1 + 1 + Long.BYTES + Long.BYTES + Integer.BYTES + Integer.BYTES;

    private SegmentPlaintext() {}

    /// The whole length, after the limits were checked.
    static int lengthOf(List<SegmentEntry> entries) {
        if (entries.isEmpty() || entries.size() > SegmentLimits.MAX_ENTRIES) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE, "a segment has 1 to " + SegmentLimits.MAX_ENTRIES + " entries");
        }
        long length = HEADER_BYTES;
        for (SegmentEntry entry : entries) {
            length += lengthOf(entry);
        }
        if (length > SegmentLimits.MAX_PLAINTEXT_BYTES) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE,
                    "a segment of " + length + " bytes; the limit is " + SegmentLimits.MAX_PLAINTEXT_BYTES);
        }
        return (int) length;
    }

    private static long lengthOf(SegmentEntry entry) {
        return (long) ENTRY_FIXED_BYTES
                + entry.type().length()
                + entry.id().length()
                + entry.bytes().length();
    }

    static void putHeader(ByteBuffer target, byte[] seed, int count) {
        target.put(VERSION).put(seed).putInt(count);
    }

    static void putEntry(ByteBuffer target, SegmentEntry entry) {
        putAscii(target, entry.type());
        putAscii(target, entry.id());
        target.putLong(entry.version());
        Instant time = entry.lastUpdated();
        target.putLong(time.getEpochSecond()).putInt(time.getNano());
        target.putInt(entry.bytes().length());
        target.put(entry.bytes().asReadOnlyBuffer());
    }

    private static void putAscii(ByteBuffer target, String text) {
        target.put((byte) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// @param bounds where each entry ends; the first begins after the header
    record Parsed(Octets seed, List<SegmentEntry> entries, List<Integer> bounds) {}

    /// Refuses whatever [#putHeader] and [#putEntry] would not have written.
    static Parsed parse(byte[] plain, int length) {
        ByteBuffer source = ByteBuffer.wrap(plain, 0, length);
        try {
            if (source.get() != VERSION) {
                throw new SalusException(ErrorCode.UNSUPPORTED_VERSION, "segment version; known: " + VERSION);
            }
            byte[] seed = new byte[EntryCommitments.SEED_BYTES];
            source.get(seed);
            int count = source.getInt();
            if (count < 1 || count > SegmentLimits.MAX_ENTRIES) {
                throw malformed("a segment has 1 to " + SegmentLimits.MAX_ENTRIES + " entries");
            }
            List<SegmentEntry> entries = new ArrayList<>(count);
            List<Integer> bounds = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                entries.add(readEntry(source));
                bounds.add(source.position());
            }
            if (source.hasRemaining()) {
                throw malformed("bytes follow the last entry");
            }
            return new Parsed(Octets.wrap(seed), entries, bounds);
        } catch (BufferUnderflowException truncated) {
            throw malformed("the segment ends within an entry");
        }
    }

    private static SegmentEntry readEntry(ByteBuffer source) {
        String type = readAscii(source);
        String id = readAscii(source);
        long version = source.getLong();
        Instant lastUpdated = readInstant(source);
        int bodyBytes = source.getInt();
        if (bodyBytes < 0 || bodyBytes > source.remaining()) {
            throw malformed("an entry is longer than its segment");
        }
        byte[] body = new byte[bodyBytes];
        source.get(body);
        return new SegmentEntry(type, id, version, lastUpdated, Octets.wrap(body));
    }

    private static Instant readInstant(ByteBuffer source) {
        long seconds = source.getLong();
        int nanos = source.getInt();
        if (nanos < 0 || nanos > 999_999_999) {
            throw malformed("nanoseconds lie between 0 and 999999999");
        }
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException outOfRange) {
            throw malformed("a time lies beyond the representable range");
        }
    }

    /// What is not ASCII becomes the replacement character, which no pattern admits.
    private static String readAscii(ByteBuffer source) {
        byte[] text = new byte[Byte.toUnsignedInt(source.get())];
        source.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static SalusException malformed(String detail) {
        return new SalusException(ErrorCode.MALFORMED, detail);
    }
}
