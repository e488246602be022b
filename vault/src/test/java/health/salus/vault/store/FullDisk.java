package health.salus.vault.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// A disk with a budget of bytes. The append that exceeds it leaves what still fitted, as a real one does.
final class FullDisk implements Disk {

    private final Disk disk = new LocalDisk();
    private long budgetBytes;

    FullDisk(long budgetBytes) {
        this.budgetBytes = budgetBytes;
    }

    void free(long bytes) {
        budgetBytes += bytes;
    }

    @Override
    public AppendFile append(Path file) throws IOException {
        return new InterceptedFile(disk.append(file)) {
            @Override
            public void append(byte[] bytes) throws IOException {
                int fitting = (int) Math.min(budgetBytes, bytes.length);
                super.append(Arrays.copyOf(bytes, fitting));
                budgetBytes -= fitting;
                if (fitting < bytes.length) {
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public void truncate(long lengthBytes) throws IOException {
                budgetBytes += super.length() - lengthBytes;
                super.truncate(lengthBytes);
            }
        };
    }

    @Override
    public ReadFile read(Path file) throws IOException {
        return disk.read(file);
    }

    /// Not what is really left: so that the store runs into the wall rather than seeing it.
    @Override
    public long usableBytes(Path folder) throws IOException {
        return disk.usableBytes(folder);
    }
}
