package health.salus.consensus.solo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Segments on the disk.
///
/// @param directory that holds them all
record DiskSegmentFiles(Path directory) implements SegmentFiles {

    @Override
    public SegmentFile create(Path file) throws IOException {
        SegmentFile created = channel(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        forceDirectory();
        return created;
    }

    @Override
    public SegmentFile open(Path file) throws IOException {
        return channel(file, StandardOpenOption.WRITE);
    }

    /// A file's name is in its directory, and a force of the file does not reach it (fsync(2), Notes).
    private void forceDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static SegmentFile channel(Path file, OpenOption... options) throws IOException {
        FileChannel channel = FileChannel.open(file, options);
        try {
            channel.position(channel.size());
            return new ChannelSegmentFile(channel);
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    private record ChannelSegmentFile(FileChannel channel) implements SegmentFile {

        @Override
        public void append(byte[] bytes) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }

        @Override
        public void force() throws IOException {
            // Size and content are what a reader needs; fdatasync(2) covers both.
            channel.force(false);
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
