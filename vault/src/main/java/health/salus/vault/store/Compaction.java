package health.salus.vault.store;

import health.salus.kernel.SegmentId;
import health.salus.vault.store.PieceIndex.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Moves what is live out of volumes that hold little else than waste, and deletes them.
final class Compaction {

    /// Rewriting half a volume to gain the other half is the most that is worth it.
    private static final double WORTHWHILE_LIVE_SHARE = 0.5;

    private static final long BATCH_BYTES = 8L * 1024 * 1024;

    private final StoreParts parts;
    private final GroupCommit<?> commits;

    Compaction(StoreParts parts, GroupCommit<?> commits) {
        this.parts = parts;
        this.commits = commits;
    }

    void run() {
        Map<Integer, Long> live = liveBytes();
        for (int number : parts.volumes().numbers()) {
            boolean worthwhile = live.getOrDefault(number, 0L) < size(number) * WORTHWHILE_LIVE_SHARE;
            if (number != parts.volumes().number() && worthwhile) {
                empty(number);
            }
        }
    }

    private Map<Integer, Long> liveBytes() {
        Map<Integer, Long> live = new HashMap<>();
        parts.index().forEachPiece((_, place) -> live.merge(place.volume(), (long) place.lengthBytes(), Long::sum));
        return live;
    }

    private long size(int number) {
        try {
            return Files.size(parts.volumes().file(number));
        } catch (IOException failed) {
            throw StorageFailures.of("cannot read " + parts.volumes().file(number), failed);
        }
    }

    private void empty(int number) {
        Moving moving = new Moving(number);
        FrameScan.run(parts.disk(), parts.volumes().file(number), 0, Long.MAX_VALUE, moving);
        moving.commit();
        // A live fragment that could not be read stays where the scrub will find it.
        if (liveBytes().getOrDefault(number, 0L) == 0) {
            // The index on disk must not point into a file that is gone.
            parts.index().flush();
            parts.volumes().delete(number);
        }
    }

    private final class Moving implements FrameScan.Visitor {

        private final int from;
        private final List<Found> found = new ArrayList<>();
        private long bytes;

        private record Found(long offset, Frame frame) {}

        Moving(int from) {
            this.from = from;
        }

        @Override
        public void frame(long offset, int lengthBytes, Frame frame) {
            found.add(new Found(offset, frame));
            bytes += lengthBytes;
            if (bytes >= BATCH_BYTES) {
                commit();
            }
        }

        @Override
        public void damaged(long offset, long until, Optional<String> key) {
            // Left where it is.
        }

        void commit() {
            commits.exclusively(this::append);
            found.clear();
            bytes = 0;
        }

        private void append() {
            parts.settle();
            parts.volumes().rollIfFull();
            FrameFile target = parts.volumes().current();
            int number = parts.volumes().number();
            long before = target.length();
            try (PieceIndex.Changes changes = parts.index().changes()) {
                for (Found each : found) {
                    Optional<PiecePlace> place = place(each.frame);
                    if (place.isPresent() && isLive(each, place.get())) {
                        byte[] encoded = each.frame.encoded();
                        changes.piece(
                                each.frame.key(),
                                new PiecePlace(
                                        number,
                                        target.append(encoded),
                                        encoded.length,
                                        place.get().storedAtSecond(),
                                        place.get().manifest()));
                    } else if (each.frame.kind() == Frame.Kind.DISCARDED && place.isEmpty()) {
                        // An older volume may still hold the frame that this one takes back.
                        target.append(each.frame.encoded());
                    }
                }
                target.sync();
                changes.mark(Series.VOLUMES, number, target.length());
                changes.apply();
            } catch (RuntimeException failed) {
                target.truncate(before);
                throw failed;
            }
        }

        private Optional<PiecePlace> place(Frame frame) {
            return frame.key().isEmpty() ? Optional.empty() : parts.index().piece(new SegmentId(frame.key()));
        }

        private boolean isLive(Found each, PiecePlace place) {
            return each.frame.kind() == Frame.Kind.PIECE && place.volume() == from && place.offset() == each.offset;
        }
    }
}
