package health.salus.consensus.solo;

import health.salus.consensus.Round;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// Finds out, when a log is opened, where it ends, and repairs what a crash leaves: a half-written last record. Refuses
/// anything else that is wrong.
record Recovery(Segments segments, NetworkId network, SegmentFiles files) {

    /// The end of a sound log.
    record End(long lastSequence, Instant lastTime, long segment, long endOffset) {}

    /// @param executed what the handler has executed already: a log that does not reach that far has lost records
    End run(long executed) throws IOException {
        SegmentScan.Extent tail = tail(executed);
        if (segments.isEmpty()) {
            if (executed > 0) {
                throw behind(0, executed);
            }
            return new End(Round.FIRST_SEQUENCE - 1, Instant.MIN, Round.FIRST_SEQUENCE, 0);
        }
        if (tail.lastSequence() < executed) {
            throw behind(tail.lastSequence(), executed);
        }
        checkReaches(executed);
        checkEarlier(executed);
        long last = segments.last();
        if (tail.torn()) {
            try (SegmentFile file = files.open(segments.file(last))) {
                file.truncate(tail.endOffset());
            }
        }
        return new End(tail.lastSequence(), tail.lastTime(), last, tail.endOffset());
    }

    /// The extent of the last segment that holds a record. Segments behind it were begun and never finished.
    private SegmentScan.Extent tail(long executed) throws IOException {
        SegmentScan.Extent extent = new SegmentScan.Extent(0, Instant.MIN, 0, false);
        while (!segments.isEmpty() && extent.isEmpty()) {
            long last = segments.last();
            extent = new SegmentScan(segments.file(last), last, Long.MAX_VALUE).run(network, _ -> {});
            if (extent.isEmpty()) {
                if (last <= executed) {
                    throw behind(last - 1, executed);
                }
                segments.delete(last);
            }
        }
        return extent;
    }

    private void checkReaches(long executed) {
        long first = segments.first();
        if (first > executed + 1) {
            throw new SalusException(
                    ErrorCode.CORRUPT,
                    "solo log: begins at record " + first + ", but the ledger has executed only up to " + executed
                            + "; restore both from the same backup");
        }
    }

    /// Reads what will be delivered again, all but the tail, which has been read.
    private void checkEarlier(long executed) throws IOException {
        Instant lastTime = Instant.MIN;
        for (Map.Entry<Long, Path> segment : segments.from(executed + 1).entrySet()) {
            long end = segments.endOf(segment.getKey());
            if (end != Long.MAX_VALUE) {
                Instant earliest = lastTime;
                lastTime = new SegmentScan(segment.getValue(), segment.getKey(), end)
                        .run(network, record -> checkLater(segment.getValue(), record, earliest))
                        .lastTime();
            }
        }
    }

    private static void checkLater(Path file, LogRecord record, Instant earliest) {
        if (!record.firstTime().isAfter(earliest)) {
            throw new SalusException(
                    ErrorCode.CORRUPT,
                    "solo log: " + file + " at offset 0: record " + record.sequence()
                            + " is not later than the file before it");
        }
    }

    private static SalusException behind(long lastSequence, long executed) {
        return new SalusException(
                ErrorCode.CORRUPT,
                "solo log: ends at record " + lastSequence + ", but the ledger has executed up to " + executed
                        + "; restore both from the same backup");
    }
}
