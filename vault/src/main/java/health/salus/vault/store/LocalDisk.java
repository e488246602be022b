package health.salus.vault.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The computer's own file system. Channels would be closed under everybody's hands when one waiting thread is
/// interrupted, so plain files are used.
final class LocalDisk implements Disk {

    @Override
    public AppendFile append(Path file) throws IOException {
        RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
        return new AppendFile() {
            @Override
            public long length() throws IOException {
                return opened.length();
            }

            @Override
            public void append(byte[] bytes) throws IOException {
                opened.seek(opened.length());
                opened.write(bytes);
            }

            @Override
            public void sync() throws IOException {
                opened.getFD().sync();
            }

            @Override
            public void truncate(long lengthBytes) throws IOException {
                opened.setLength(lengthBytes);
            }

            @Override
            public void close() throws IOException {
                opened.close();
            }
        };
    }

    @Override
    public ReadFile read(Path file) throws IOException {
        RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r");
        return new ReadFile() {
            @Override
            public long length() throws IOException {
                return opened.length();
            }

            @Override
            public int read(long offset, byte[] target) throws IOException {
                opened.seek(offset);
                int count = 0;
                while (count < target.length) {
                    int more = opened.read(target, count, target.length - count);
                    if (more < 0) {
                        break;
                    }
                    count += more;
                }
                return count;
            }

            @Override
            public void close() throws IOException {
                opened.close();
            }
        };
    }

    @Override
    public long usableBytes(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /// Makes the creation, renaming or deletion of a file in this folder survive a power cut.
    static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
