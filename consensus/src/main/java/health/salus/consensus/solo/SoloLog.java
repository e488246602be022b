package health.salus.consensus.solo;

import health.salus.consensus.DirectoryLock;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The durable sequence of records. One thread appends; others may read and prune.
final class SoloLog implements Closeable {

    private final NetworkId network;
    private final SegmentFiles files;
    private final long segmentBytes;
    private final DirectoryLock lock;
    private final Segments segments;

    private Optional<SegmentFile> active = Optional.empty();
    private long activeBytes;
    private volatile long lastSequence;
    private volatile Instant lastTime;

    private SoloLog(SoloConfig config, SegmentFiles files, DirectoryLock lock, Segments segments, Recovery.End end) {
        this.network = config.network();
        this.files = files;
        this.segmentBytes = config.limits().segmentBytes();
        this.lock = lock;
        this.segments = segments;
        this.lastSequence = end.lastSequence();
        this.lastTime = end.lastTime();
        this.activeBytes = end.endOffset();
    }

    static SoloLog open(SoloConfig config, SegmentFiles files, long executed) throws IOException {
        DirectoryLock lock = DirectoryLock.take(config.directory());
        try {
            Segments segments = Segments.list(config.directory());
            Recovery.End end = new Recovery(segments, config.network(), files).run(executed);
            SoloLog log = new SoloLog(config, files, lock, segments, end);
            if (!segments.isEmpty()) {
                log.active = Optional.of(files.open(segments.file(end.segment())));
            }
            return log;
        } catch (IOException | RuntimeException refused) {
            lock.close();
            throw refused;
        }
    }

    long lastSequence() {
        return lastSequence;
    }

    /// The consensus time of the last transaction in the log, which the next one must exceed.
    Instant lastTime() {
        return lastTime;
    }

    /// Returns once the record is on the disk. After a failure the log is as before, and the same record may be
    /// appended again: it goes into a new file, because a failed force leaves unknown what of the old one's end
    /// is on the disk.
    void append(LogRecord record) throws IOException {
        byte[] frame = RecordFormat.frame(network, record);
        try {
            SegmentFile segment = segmentFor(record);
            segment.append(frame);
            segment.force();
        } catch (IOException failed) {
            abandonActive();
            throw failed;
        }
        activeBytes += frame.length;
        lastTime = record.lastTime();
        lastSequence = record.sequence();
    }

    private SegmentFile segmentFor(LogRecord record) throws IOException {
        if (active.isPresent() && activeBytes < segmentBytes) {
            return active.get();
        }
        if (active.isPresent()) {
            active.get().close();
            active = Optional.empty();
        }
        SegmentFile created = files.create(segments.file(record.sequence()));
        segments.add(record.sequence());
        active = Optional.of(created);
        activeBytes = 0;
        return created;
    }

    /// Cuts off what the failed attempt left. Should this fail too, recovery ignores the rest of a file from the
    /// sequence at which the next one begins.
    private void abandonActive() {
        if (active.isEmpty()) {
            return;
        }
        try (SegmentFile failed = active.get()) {
            failed.truncate(activeBytes);
        } catch (IOException disk) {
            // The failure that led here is the one to report.
        }
        active = Optional.empty();
    }

    /// Hands out the records of a closed range in order.
    void read(long from, long to, Consumer<LogRecord> consumer) throws IOException {
        for (Map.Entry<Long, Path> segment : segments.from(from).entrySet()) {
            if (segment.getKey() > to) {
                return;
            }
            long end = Math.min(segments.endOf(segment.getKey()), to + 1);
            new SegmentScan(segment.getValue(), segment.getKey(), end).run(network, record -> {
                if (record.sequence() >= from) {
                    consumer.accept(record);
                }
            });
        }
    }

    /// Deletes the files all of whose records are at or below the given sequence. The last file always stays: it tells
    /// where to go on.
    void prune(long upToSequence) throws IOException {
        for (long first : new ArrayList<>(segments.from(0).keySet())) {
            long end = segments.endOf(first);
            if (end == Long.MAX_VALUE || end - 1 > upToSequence) {
                return;
            }
            segments.delete(first);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (active.isPresent()) {
                active.get().close();
            }
        } finally {
            lock.close();
        }
    }

    /// Reads a whole log that no process has open, for `salus fsck`. Changes nothing.
    static List<String> problems(Path directory, NetworkId network) throws IOException {
        List<String> problems = new ArrayList<>();
        Segments segments = Segments.list(directory);
        for (Map.Entry<Long, Path> segment : segments.from(0).entrySet()) {
            try {
                long end = segments.endOf(segment.getKey());
                new SegmentScan(segment.getValue(), segment.getKey(), end).run(network, _ -> {});
            } catch (SalusException damaged) {
                problems.add(damaged.detail());
            }
        }
        return problems;
    }
}
