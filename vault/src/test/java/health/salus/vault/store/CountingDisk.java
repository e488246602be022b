package health.salus.vault.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// The local disk, with a count of syncs.
final class CountingDisk implements Disk {

    private final Disk disk = new LocalDisk();
    private final AtomicInteger syncs = new AtomicInteger();

    int syncs() {
        return syncs.get();
    }

    @Override
    public AppendFile append(Path file) throws IOException {
        return new InterceptedFile(disk.append(file)) {
            @Override
            public void sync() throws IOException {
                syncs.incrementAndGet();
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
