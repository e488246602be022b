package health.salus.vault.store;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// An append-only file of frames. Its first frame says what the file is; one thread at a time appends.
final class FrameFile implements AutoCloseable {

    private final Disk disk;
    private final Path path;
    private final Disk.AppendFile file;
    private final int headerBytes;
    private long length;
    private boolean broken;

    private FrameFile(Disk disk, Path path, Disk.AppendFile file, int headerBytes) throws IOException {
        this.disk = disk;
        this.path = path;
        this.file = file;
        this.headerBytes = headerBytes;
        this.length = file.length();
    }

    /// Opens the file, or begins it with this header. A file that ends before its header does was being created when
    /// the process died: it is begun again.
    static FrameFile open(Disk disk, Path path, Octets header) {
        byte[] first = new Frame(Frame.Kind.FILE_HEADER, "", header).encoded();
        try {
            boolean fresh = !Files.exists(path);
            FrameFile opened = new FrameFile(disk, path, disk.append(path), first.length);
            if (opened.length < first.length) {
                opened.file.truncate(0);
                opened.length = 0;
                opened.append(first);
                opened.sync();
            } else {
                opened.requireHeader(header);
            }
            if (fresh) {
                LocalDisk.syncFolder(path.resolveSibling("."));
            }
            return opened;
        } catch (IOException failed) {
            throw StorageFailures.of("cannot open " + path, failed);
        }
    }

    /// A damaged header is reported by the scrub; the entries behind it are good all the same.
    private void requireHeader(Octets expected) throws IOException {
        byte[] start = new byte[Math.max(headerBytes, Frame.MAX_HEADER_BYTES)];
        try (Disk.ReadFile in = disk.read(path)) {
            int available = in.read(0, start);
            Optional<Frame.Header> header = Frame.header(start, 0, available);
            boolean foreign = header.isPresent()
                    && (header.get().frameBytes() != headerBytes
                            || Frame.payload(header.get(), start)
                                    .filter(payload -> !payload.equals(expected))
                                    .isPresent());
            if (foreign) {
                throw new SalusException(
                        ErrorCode.CONFIGURATION,
                        path + " belongs to another network, member or place: check the data directory");
            }
        }
    }

    Path path() {
        return path;
    }

    long length() {
        return length;
    }

    int headerBytes() {
        return headerBytes;
    }

    /// Returns the offset of the first byte. When it fails, the file is as before, or refuses further use.
    long append(byte[] frames) {
        requireUsable();
        long offset = length;
        try {
            file.append(frames);
        } catch (IOException failed) {
            takeBack(offset, failed);
            throw StorageFailures.of("cannot write to " + path, failed);
        }
        length = offset + frames.length;
        return offset;
    }

    void sync() {
        requireUsable();
        try {
            file.sync();
        } catch (IOException failed) {
            // The kernel may have dropped the pages and report success next time: only a new scan knows what is there.
            broken = true;
            throw StorageFailures.of("cannot make " + path + " durable; restart the node", failed);
        }
    }

    /// Takes back what was appended since: the caller could not finish what belongs to it. A file that failed keeps
    /// what it has until it is opened again.
    void truncate(long toLength) {
        if (toLength < length && !broken) {
            try {
                file.truncate(toLength);
                length = toLength;
            } catch (IOException failed) {
                broken = true;
                throw StorageFailures.of("cannot take back a write to " + path + "; restart the node", failed);
            }
        }
    }

    /// Takes nothing more until it is opened again.
    void retire() {
        broken = true;
    }

    private void takeBack(long toLength, IOException cause) {
        try {
            file.truncate(toLength);
        } catch (IOException failed) {
            broken = true;
            cause.addSuppressed(failed);
        }
    }

    private void requireUsable() {
        if (broken) {
            throw new SalusException(
                    ErrorCode.STORAGE_FAILED, path + " failed earlier; restart the node after the disk was seen to");
        }
    }

    /// Empty when no sound frame of this length stands there.
    static Optional<Frame> read(Disk disk, Path path, long offset, int lengthBytes) throws IOException {
        byte[] bytes = new byte[lengthBytes];
        int available;
        try (Disk.ReadFile in = disk.read(path)) {
            available = in.read(offset, bytes);
        }
        return Frame.header(bytes, 0, Math.min(available, Frame.MAX_HEADER_BYTES))
                .filter(header -> header.frameBytes() == available)
                .flatMap(header ->
                        Frame.payload(header, bytes).map(payload -> new Frame(header.kind(), header.key(), payload)));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failed) {
            throw StorageFailures.of("cannot close " + path, failed);
        }
    }
}
