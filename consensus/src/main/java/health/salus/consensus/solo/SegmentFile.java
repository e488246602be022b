package health.salus.consensus.solo;

import java.io.Closeable;
import java.io.IOException;

/// An open segment that grows at its end.
interface SegmentFile extends Closeable {

    /// Appends all bytes, or fails having appended any part of them.
    void append(byte[] bytes) throws IOException;

    /// Returns once everything appended is on the disk.
    void force() throws IOException;

    void truncate(long length) throws IOException;
}
