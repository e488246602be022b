package health.salus.vault.store;

import health.salus.vault.doubles.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A disk that, when the power fails, keeps what was synced and some part of what was not: cut, zeroed or scrambled.
final class PowerCutDisk implements Disk {

    private final Disk disk = new LocalDisk();
    private final SeededRandom random;
    private final Map<Path, Long> synced = new HashMap<>();
    private int operationsLeft;

    /// @param operations after this many appends and syncs, every further one fails
    PowerCutDisk(SeededRandom random, int operations) {
        this.random = random;
        this.operationsLeft = operations;
    }

    @Override
    public AppendFile append(Path path) throws IOException {
        AppendFile opened = disk.append(path);
        synced.putIfAbsent(path, opened.length());
        return new InterceptedFile(opened) {
            @Override
            public void append(byte[] bytes) throws IOException {
                countDown();
                super.append(bytes);
            }

            @Override
            public void sync() throws IOException {
                countDown();
                super.sync();
                synced.put(path, super.length());
            }

            @Override
            public void truncate(long lengthBytes) throws IOException {
                countDown();
                super.truncate(lengthBytes);
                synced.merge(path, lengthBytes, Math::min);
            }
        };
    }

    private void countDown() throws IOException {
        if (operationsLeft-- <= 0) {
            throw new IOException("the power is gone");
        }
    }

    boolean isOut() {
        return operationsLeft < 0;
    }

    /// What the files are when the power is back.
    void restore() throws IOException {
        for (Map.Entry<Path, Long> each : synced.entrySet()) {
            Path file = each.getKey();
            if (!Files.exists(file)) {
                continue;
            }
            try (AppendFile opened = disk.append(file)) {
                int unsynced = (int) (opened.length() - each.getValue());
                if (unsynced <= 0) {
                    continue;
                }
                byte[] kept = new byte[random.below(unsynced + 1)];
                try (ReadFile in = disk.read(file)) {
                    in.read(each.getValue(), kept);
                }
                if (kept.length > 0 && random.below(2) == 0) {
                    kept = random.below(2) == 0 ? new byte[kept.length] : scrambled(kept);
                }
                opened.truncate(each.getValue());
                opened.append(kept);
            }
        }
    }

    private byte[] scrambled(byte[] bytes) {
        bytes[random.below(bytes.length)] ^= 1;
        return bytes;
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
