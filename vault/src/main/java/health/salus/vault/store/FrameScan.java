package health.salus.vault.store;

import health.salus.kernel.Octets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads the frames of a file in order. Damage does not end the scan: it goes on at the next sound header.
final class FrameScan {

    /// Reading ahead saves two system calls for each small frame.
    private static final int WINDOW_BYTES = 256 * 1024;

    /// Is told what stands where.
    interface Visitor {

        void frame(long offset, int lengthBytes, Frame frame);

        /// @param key whose bytes they are, where the header could still be read
        void damaged(long offset, long until, Optional<String> key);
    }

    private final Disk.ReadFile file;
    private final long end;
    private byte[] window = new byte[0];
    private long windowFrom;

    private FrameScan(Disk.ReadFile file, long end) {
        this.file = file;
        this.end = end;
    }

    /// Returns where the last sound frame ends: what follows it is torn or damaged.
    ///
    /// @param until where to stop, if the file does not end before
    static long run(Disk disk, Path path, long from, long until, Visitor visitor) {
        try (Disk.ReadFile file = disk.read(path)) {
            return new FrameScan(file, Math.min(until, file.length())).scan(from, visitor);
        } catch (IOException failed) {
            throw StorageFailures.of("cannot read " + path, failed);
        }
    }

    private long scan(long from, Visitor visitor) throws IOException {
        long at = from;
        long soundUntil = from;
        while (at < end) {
            Optional<Frame.Header> header = headerAt(at);
            if (header.isEmpty() || at + header.get().frameBytes() > end) {
                long next = nextHeader(at + 1);
                visitor.damaged(at, next, header.map(Frame.Header::key));
                at = next;
                continue;
            }
            Frame.Header sound = header.get();
            Optional<Octets> payload = Frame.payload(sound, bytes(at, sound.frameBytes()));
            long next = at + sound.frameBytes();
            if (payload.isPresent()) {
                visitor.frame(at, sound.frameBytes(), new Frame(sound.kind(), sound.key(), payload.get()));
                soundUntil = next;
            } else {
                visitor.damaged(at, next, Optional.of(sound.key()));
            }
            at = next;
        }
        return soundUntil;
    }

    private Optional<Frame.Header> headerAt(long offset) throws IOException {
        int available = (int) Math.min(Frame.MAX_HEADER_BYTES, end - offset);
        return Frame.header(bytes(offset, available), 0, available);
    }

    private long nextHeader(long from) throws IOException {
        long at = from;
        while (at < end) {
            int available = (int) Math.min(WINDOW_BYTES, end - at);
            byte[] chunk = bytes(at, available);
            // A header that begins near the end of the chunk is looked at again in the next one.
            int last = at + available == end ? available : available - Frame.MAX_HEADER_BYTES;
            for (int i = 0; i < last; i++) {
                if (chunk[i] == (byte) (Frame.MAGIC >>> 24)
                        && Frame.header(chunk, i, Math.min(available - i, Frame.MAX_HEADER_BYTES))
                                .isPresent()) {
                    return at + i;
                }
            }
            at += last;
        }
        return end;
    }

    /// A copy, from the window where it reaches that far.
    private byte[] bytes(long offset, int length) throws IOException {
        byte[] copy = new byte[length];
        if (length > WINDOW_BYTES) {
            file.read(offset, copy);
            return copy;
        }
        if (offset < windowFrom || offset + length > windowFrom + window.length) {
            window = new byte[(int) Math.min(WINDOW_BYTES, end - offset)];
            windowFrom = offset;
            file.read(offset, window);
        }
        System.arraycopy(window, (int) (offset - windowFrom), copy, 0, length);
        return copy;
    }
}
