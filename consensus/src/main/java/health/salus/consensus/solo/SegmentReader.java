package health.salus.consensus.solo;

import health.salus.kernel.NetworkId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Reads the records of one segment, and says what it finds where there is none.
final class SegmentReader implements Closeable {

    private static final int SEARCH_BYTES = 1 << 20;

    private final NetworkId network;
    private final FileChannel channel;
    private final long length;

    /// What lies at an offset.
    sealed interface Finding {
        record Intact(LogRecord record, long end) implements Finding {}

        record End() implements Finding {}

        /// No whole frame: half written, or damaged.
        record Broken(String reason) implements Finding {}

        /// A whole frame that cannot be one of this log's records.
        record Foreign(String reason) implements Finding {}
    }

    SegmentReader(Path file, NetworkId network) throws IOException {
        this.network = network;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.length = channel.size();
    }

    Finding at(long offset) throws IOException {
        if (offset == length) {
            return new Finding.End();
        }
        if (length - offset < RecordFormat.FRAME_HEADER_BYTES) {
            return new Finding.Broken("the file ends within a frame's header");
        }
        ByteBuffer header = ByteBuffer.wrap(read(offset, RecordFormat.FRAME_HEADER_BYTES));
        if (header.getInt() != RecordFormat.MAGIC) {
            return new Finding.Broken("no frame begins here");
        }
        int bodyLength = header.getInt();
        int checksum = header.getInt();
        long bodyAt = offset + RecordFormat.FRAME_HEADER_BYTES;
        if (!RecordFormat.isPossibleBodyLength(bodyLength) || bodyLength > length - bodyAt) {
            return new Finding.Broken("the frame's length, " + bodyLength + ", does not fit the file");
        }
        byte[] body = read(bodyAt, bodyLength);
        if (RecordFormat.checksum(bodyLength, body, 0) != checksum) {
            return new Finding.Broken("the checksum does not match");
        }
        return switch (RecordFormat.body(network, body)) {
            case RecordFormat.Body.Understood(LogRecord record) -> new Finding.Intact(record, bodyAt + bodyLength);
            case RecordFormat.Body.Foreign(String reason) -> new Finding.Foreign("the record " + reason);
        };
    }

    /// Whether a whole frame begins anywhere behind the offset. A force covers one frame, so only the last frame of a
    /// log can be half written; a whole frame behind a broken one means that the broken one was damaged later.
    boolean hasFrameAfter(long offset) throws IOException {
        long at = offset + 1;
        while (length - at >= RecordFormat.FRAME_HEADER_BYTES) {
            byte[] window = read(at, (int) Math.min(SEARCH_BYTES, length - at));
            ByteBuffer bytes = ByteBuffer.wrap(window);
            int candidates = window.length - Integer.BYTES + 1;
            for (int i = 0; i < candidates; i++) {
                if (bytes.getInt(i) == RecordFormat.MAGIC && isFrame(at + i)) {
                    return true;
                }
            }
            at += candidates;
        }
        return false;
    }

    private boolean isFrame(long offset) throws IOException {
        return switch (at(offset)) {
            case Finding.Intact _, Finding.Foreign _ -> true;
            case Finding.Broken _, Finding.End _ -> false;
        };
    }

    private byte[] read(long offset, int count) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(count);
        while (target.hasRemaining()) {
            if (channel.read(target, offset + target.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        return target.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
