package health.salus.consensus.solo;

import health.salus.consensus.solo.SegmentReader.Finding;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

/// One pass over a segment: hands out its records and checks that they follow one another.
///
/// @param endSequence the sequence at which the next segment begins: what lies here from there on is the trace of an
///     attempt that failed and was repeated in the next file
record SegmentScan(Path file, long firstSequence, long endSequence) {

    /// Where the records of a segment end.
    ///
    /// @param endOffset the offset just behind the last record
    /// @param torn whether a half-written frame follows there
    record Extent(long lastSequence, Instant lastTime, long endOffset, boolean torn) {

        boolean isEmpty() {
            return endOffset == 0;
        }
    }

    Extent run(NetworkId network, Consumer<LogRecord> consumer) throws IOException {
        try (SegmentReader reader = new SegmentReader(file, network)) {
            Extent extent = new Extent(firstSequence - 1, Instant.MIN, 0, false);
            while (extent.lastSequence() + 1 < endSequence) {
                switch (reader.at(extent.endOffset())) {
                    case Finding.Intact(LogRecord record, long end) -> {
                        checkFollows(extent, record);
                        consumer.accept(record);
                        extent = new Extent(record.sequence(), record.lastTime(), end, false);
                    }
                    case Finding.End _ -> {
                        return complete(extent);
                    }
                    case Finding.Broken(String reason) -> {
                        if (reader.hasFrameAfter(extent.endOffset())) {
                            throw corrupt(extent.endOffset(), reason + ", and records follow");
                        }
                        return complete(new Extent(extent.lastSequence(), extent.lastTime(), extent.endOffset(), true));
                    }
                    case Finding.Foreign(String reason) -> throw corrupt(extent.endOffset(), reason);
                }
            }
            return extent;
        }
    }

    private Extent complete(Extent extent) {
        if (endSequence != Long.MAX_VALUE) {
            throw corrupt(
                    extent.endOffset(),
                    "record " + (extent.lastSequence() + 1) + " is missing, and the next file begins with "
                            + endSequence);
        }
        return extent;
    }

    private void checkFollows(Extent before, LogRecord record) {
        if (record.sequence() != before.lastSequence() + 1) {
            throw corrupt(
                    before.endOffset(),
                    "record " + record.sequence() + " stands where " + (before.lastSequence() + 1) + " belongs");
        }
        if (!record.firstTime().isAfter(before.lastTime())) {
            throw corrupt(before.endOffset(), "record " + record.sequence() + " is not later than the one before it");
        }
    }

    private SalusException corrupt(long offset, String reason) {
        return new SalusException(ErrorCode.CORRUPT, "solo log: " + file + " at offset " + offset + ": " + reason);
    }
}
