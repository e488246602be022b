package health.salus.vault.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files that fragments are appended to. Only the newest grows; an older one is deleted when it was compacted.
final class Volumes implements AutoCloseable {

    private static final String PREFIX = "volume-";
    private static final String SUFFIX = ".pieces";
    private static final int FIRST = 1;

    private final Disk disk;
    private final Path folder;
    private final StoreOwner owner;
    private final long fullAtBytes;
    private final List<Integer> numbers;

    private FrameFile current;

    Volumes(Disk disk, Path folder, StoreOwner owner, long fullAtBytes) {
        this.disk = disk;
        this.folder = folder;
        this.owner = owner;
        this.fullAtBytes = fullAtBytes;
        this.numbers = new ArrayList<>(NumberedFiles.list(folder, PREFIX, SUFFIX).stream()
                .map(Math::toIntExact)
                .toList());
        if (numbers.isEmpty()) {
            numbers.add(FIRST);
        }
        this.current = open(number());
    }

    private FrameFile open(int number) {
        return FrameFile.open(disk, file(number), owner.header(PieceIndex.Series.VOLUMES, number));
    }

    Path file(int number) {
        return folder.resolve(PREFIX + "%010d".formatted(number) + SUFFIX);
    }

    /// In the order in which they were written.
    synchronized List<Integer> numbers() {
        return List.copyOf(numbers);
    }

    /// The newest volume's.
    synchronized int number() {
        return numbers.getLast();
    }

    synchronized FrameFile current() {
        return current;
    }

    /// Begins a new volume when the newest has reached its size, or somebody deleted it: what is appended to a file
    /// without a name is lost with the process.
    synchronized void rollIfFull() {
        int newest = numbers.getLast();
        boolean gone = !Files.exists(file(newest));
        if (current.length() >= fullAtBytes || gone) {
            FrameFile fresh = open(newest + 1);
            current.close();
            current = fresh;
            numbers.add(newest + 1);
            if (gone) {
                numbers.remove(Integer.valueOf(newest));
            }
        }
    }

    synchronized void delete(int number) {
        if (number == numbers.getLast()) {
            throw new IllegalArgumentException("the newest volume is in use");
        }
        try {
            Files.deleteIfExists(file(number));
            LocalDisk.syncFolder(folder);
        } catch (IOException failed) {
            throw StorageFailures.of("cannot delete " + file(number), failed);
        }
        numbers.remove(Integer.valueOf(number));
    }

    @Override
    public synchronized void close() {
        current.close();
    }
}
