package health.salus.vault.store;

import java.io.IOException;
import java.nio.file.Path;

/// A disk whose syncs fail when told to, though the bytes may be there.
final class FailingSyncDisk implements Disk {

    private final Disk disk = new LocalDisk();
    private volatile boolean failing;

    void fail(boolean now) {
        failing = now;
    }

    @Override
    public AppendFile append(Path file) throws IOException {
        return new InterceptedFile(disk.append(file)) {
            @Override
            public void sync() throws IOException {
                if (failing) {
                    throw new IOException("Input/output error");
                }
                super.sync();
            }
        };
    }

    @Override
    public ReadFile read(Path file) throws IOException {
        return disk.read(file);
    }

    @Override
    public long usableBytes(Path folder) throws IOException {
        return disk.usableBytes(folder);
    }
}
