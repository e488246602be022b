package health.salus.vault.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/// Where the store's files lie. A port, so that tests can have a full disk, a failing one, or a power cut.
interface Disk {

    /// Opens the file for appending, and creates it if it is not there.
    AppendFile append(Path file) throws IOException;

    /// Opens an existing file for reading, independently of who appends to it.
    ReadFile read(Path file) throws IOException;

    /// Room that is left where this folder lies.
    long usableBytes(Path folder) throws IOException;

    /// A file that only grows, except when a failed append is taken back.
    interface AppendFile extends Closeable {

        long length() throws IOException;

        /// After a failure some of the bytes may be there.
        void append(byte[] bytes) throws IOException;

        /// When it returns, everything appended survives a power cut. After a failure nothing is known of what was
        /// appended since the last success, and a second attempt would prove nothing.
        void sync() throws IOException;

        void truncate(long lengthBytes) throws IOException;
    }

    /// An open file, read by one thread.
    interface ReadFile extends Closeable {

        long length() throws IOException;

        /// As many bytes as there are from the offset on, at most the target's length.
        int read(long offset, byte[] target) throws IOException;
    }
}
