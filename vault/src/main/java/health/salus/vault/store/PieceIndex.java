package health.salus.vault.store;

import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.store.IndexDatabase.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where each segment's frames stand. Everything here can be read from the files again, so nothing is logged twice:
/// the index is written out now and then, and when the store opens the files are scanned from where it ends.
final class PieceIndex implements AutoCloseable {

    /// The files that the index follows.
    enum Series {
        VOLUMES,
        SHARES,
        ERASURES
    }

    /// Up to where a series is indexed: the number of the file (volume or epoch) and the offset in it.
    record Mark(long file, long offset) {}

    private static final Logger LOG = LoggerFactory.getLogger(PieceIndex.class);
    private static final int SPILL_COUNT = 4096;

    /// A second of reading.
    private static final long FLUSH_BYTES = 256L * 1024 * 1024;

    private final IndexDatabase database;
    private long unflushedBytes;

    PieceIndex(IndexDatabase database) {
        this.database = database;
    }

    Optional<PiecePlace> piece(SegmentId segment) {
        byte[] found = database.get(Table.PIECES, key(segment.value()));
        return found == null ? Optional.empty() : Optional.of(PiecePlace.decode(found));
    }

    OptionalLong share(long epoch, SegmentId segment) {
        byte[] found = database.get(Table.SHARES, shareKey(epoch, segment.value()));
        return found == null
                ? OptionalLong.empty()
                : OptionalLong.of(ByteBuffer.wrap(found).getLong());
    }

    boolean erased(SegmentId segment) {
        return database.get(Table.ERASED, key(segment.value())) != null;
    }

    Optional<Mark> mark(Series series) {
        byte[] found = database.get(Table.DEFAULT, key(series.name()));
        if (found == null) {
            return Optional.empty();
        }
        ByteBuffer mark = ByteBuffer.wrap(found);
        return Optional.of(new Mark(mark.getLong(), mark.getLong()));
    }

    /// What one commit changes, applied as a whole or not at all.
    final class Changes implements AutoCloseable {

        private final IndexDatabase.Batch batch = database.batch();

        void piece(String segment, PiecePlace place) {
            batch.put(Table.PIECES, key(segment), place.encoded());
        }

        void withoutPiece(String segment) {
            batch.delete(Table.PIECES, key(segment));
        }

        void share(long epoch, String segment, long offset) {
            batch.put(Table.SHARES, shareKey(epoch, segment), longBytes(offset));
        }

        void withoutShare(long epoch, String segment) {
            batch.delete(Table.SHARES, shareKey(epoch, segment));
        }

        void withoutSharesBefore(long epoch) {
            batch.deleteRange(Table.SHARES, longBytes(0), longBytes(epoch));
        }

        void withoutSharesFrom(long epoch) {
            batch.deleteRange(Table.SHARES, longBytes(epoch), longBytes(Long.MAX_VALUE));
        }

        void erased(String segment) {
            batch.put(Table.ERASED, key(segment), new byte[0]);
        }

        void mark(Series series, long file, long offset) {
            byte[] encoded = ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(file)
                    .putLong(offset)
                    .array();
            batch.put(Table.DEFAULT, key(series.name()), encoded);
        }

        void apply() {
            batch.apply();
        }

        /// For changes that may be applied in parts: keeps the batch small.
        void spill() {
            if (batch.count() >= SPILL_COUNT) {
                batch.apply();
            }
        }

        @Override
        public void close() {
            batch.close();
        }
    }

    Changes changes() {
        return new Changes();
    }

    void forEachPiece(BiConsumer<SegmentId, PiecePlace> visitor) {
        database.forEach(Table.PIECES, new byte[0], (key, value) -> {
            visitor.accept(segment(key, 0), PiecePlace.decode(value));
            return true;
        });
    }

    void forEachShare(long epoch, BiConsumer<SegmentId, Long> visitor) {
        database.forEach(Table.SHARES, longBytes(epoch), (key, value) -> {
            if (ByteBuffer.wrap(key).getLong() != epoch) {
                return false;
            }
            visitor.accept(segment(key, Long.BYTES), ByteBuffer.wrap(value).getLong());
            return true;
        });
    }

    void forEachErased(Consumer<SegmentId> visitor) {
        database.forEach(Table.ERASED, new byte[0], (key, _) -> {
            visitor.accept(segment(key, 0));
            return true;
        });
    }

    /// Files grew by this much since: bounds what the next start after a crash has to scan.
    void grown(long bytes) {
        unflushedBytes += bytes;
        if (unflushedBytes >= FLUSH_BYTES) {
            try {
                flush();
            } catch (SalusException failed) {
                // The files hold everything; the next commit tries again.
                LOG.warn("The index could not be written out", failed);
            }
        }
    }

    /// Writes everything out: after this, nothing before the marks needs to be scanned again.
    void flush() {
        database.flush();
        unflushedBytes = 0;
    }

    /// True when a write failed, so that the index has to be opened anew before anything is committed.
    boolean failed() {
        return database.failed();
    }

    void renew(Runnable catchUp) {
        database.renew(catchUp);
    }

    boolean sound() {
        return database.sound();
    }

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] shareKey(long epoch, String segment) {
        byte[] key = key(segment);
        return ByteBuffer.allocate(Long.BYTES + key.length)
                .putLong(epoch)
                .put(key)
                .array();
    }

    private static byte[] longBytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static SegmentId segment(byte[] key, int from) {
        return new SegmentId(new String(key, from, key.length - from, StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        database.close();
    }
}
