package health.salus.vault.store;

import health.salus.kernel.SalusException;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.store.PieceIndex.Mark;
import health.salus.vault.store.PieceIndex.Series;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the index up to the files when a store opens, and cuts what a crash left half-written at their ends.
/// Opening after a crash, after a clean stop, and with no index at all is the same work in different amounts.
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final StoreParts parts;

    Recovery(StoreParts parts) {
        this.parts = parts;
    }

    /// False when the index knows more than the files hold: then it is of other files, and has to be built anew.
    boolean indexFits() {
        return fits(
                        Series.VOLUMES,
                        parts.volumes().number(),
                        parts.volumes().current().length())
                && fits(
                        Series.SHARES,
                        parts.epochs().epoch(),
                        parts.epochs().file().length())
                && fits(Series.ERASURES, 0, parts.erasures().length());
    }

    private boolean fits(Series series, long newest, long lengthBytes) {
        return parts.index()
                .mark(series)
                .map(mark -> mark.file() < newest || (mark.file() == newest && mark.offset() <= lengthBytes))
                .orElse(true);
    }

    void run() {
        volumes();
        shares();
        erasures();
        parts.index().flush();
    }

    private void volumes() {
        Volumes volumes = parts.volumes();
        Optional<Mark> mark = parts.index().mark(Series.VOLUMES);
        for (int number : volumes.numbers()) {
            long from = startIn(mark, number);
            if (from < 0) {
                continue;
            }
            try (PieceIndex.Changes changes = parts.index().changes()) {
                long end = scan(volumes.file(number), from, (offset, lengthBytes, frame) -> {
                    if (frame.kind() == Frame.Kind.PIECE) {
                        place(number, offset, lengthBytes, frame).ifPresent(place -> changes.piece(frame.key(), place));
                    } else if (frame.kind() == Frame.Kind.DISCARDED) {
                        changes.withoutPiece(frame.key());
                    }
                    changes.spill();
                });
                if (number == volumes.number()) {
                    cut(volumes.current(), end);
                }
                changes.mark(Series.VOLUMES, number, end);
                changes.apply();
            }
        }
    }

    private static Optional<PiecePlace> place(int volume, long offset, int lengthBytes, Frame frame) {
        try {
            PiecePayload payload = PiecePayload.decode(frame.payload());
            return Optional.of(new PiecePlace(
                    volume,
                    offset,
                    lengthBytes,
                    payload.storedAtSecond(),
                    SegmentManifest.digestOf(payload.manifest())));
        } catch (SalusException malformed) {
            return Optional.empty();
        }
    }

    private void shares() {
        long epoch = parts.epochs().epoch();
        FrameFile file = parts.epochs().file();
        long from = Math.max(
                0,
                parts.index()
                        .mark(Series.SHARES)
                        .filter(mark -> mark.file() == epoch)
                        .map(Mark::offset)
                        .orElse(0L));
        try (PieceIndex.Changes changes = parts.index().changes()) {
            if (from == 0) {
                changes.withoutSharesFrom(epoch);
            }
            changes.withoutSharesBefore(epoch);
            long end = scan(file.path(), from, (offset, _, frame) -> {
                if (frame.kind() == Frame.Kind.SHARE) {
                    changes.share(epoch, frame.key(), offset);
                } else if (frame.kind() == Frame.Kind.DISCARDED) {
                    changes.withoutShare(epoch, frame.key());
                }
                changes.spill();
            });
            cut(file, end);
            changes.mark(Series.SHARES, epoch, end);
            changes.apply();
        }
    }

    private void erasures() {
        FrameFile file = parts.erasures();
        long from = parts.index().mark(Series.ERASURES).map(Mark::offset).orElse(0L);
        try (PieceIndex.Changes changes = parts.index().changes()) {
            long end = scan(file.path(), from, (_, _, frame) -> {
                if (frame.kind() == Frame.Kind.ERASED) {
                    changes.erased(frame.key());
                    changes.spill();
                }
            });
            cut(file, end);
            changes.mark(Series.ERASURES, 0, end);
            changes.apply();
        }
    }

    /// Where to begin in this volume; -1 when it is indexed already.
    private static long startIn(Optional<Mark> mark, int number) {
        if (mark.isEmpty() || number > mark.get().file()) {
            return 0;
        }
        return number == mark.get().file() ? mark.get().offset() : -1;
    }

    private interface FrameVisitor {
        void frame(long offset, int lengthBytes, Frame frame);
    }

    private long scan(Path path, long from, FrameVisitor visitor) {
        return FrameScan.run(parts.disk(), path, from, Long.MAX_VALUE, new FrameScan.Visitor() {
            @Override
            public void frame(long offset, int lengthBytes, Frame frame) {
                visitor.frame(offset, lengthBytes, frame);
            }

            @Override
            public void damaged(long offset, long until, Optional<String> key) {
                // At the end of a file it is cut; elsewhere it stays for the scrub to report.
                LOG.warn("Unreadable bytes {} to {} in {}", offset, until, path);
            }
        });
    }

    /// What follows the last whole frame was never acknowledged. The header stays, even damaged.
    private static void cut(FrameFile file, long end) {
        long keep = Math.max(end, file.headerBytes());
        if (keep < file.length()) {
            LOG.warn("Cutting {} bytes of an unfinished write off {}", file.length() - keep, file.path());
            file.truncate(keep);
            file.sync();
        }
    }
}
