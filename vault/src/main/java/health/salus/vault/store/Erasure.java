package health.salus.vault.store;

import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import health.salus.vault.store.PieceIndex.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes shares unreadable for good. Runs alone, and again from wherever a crash left it.
final class Erasure {

    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);

    private final StoreParts parts;

    Erasure(StoreParts parts) {
        this.parts = parts;
    }

    void erase(Collection<SegmentId> segments) {
        note(segments.stream()
                .distinct()
                .filter(segment -> !parts.index().erased(segment))
                .toList());
        // Crash here, or at any time after: they are on the list, so the next start goes on below.
        finish();
    }

    private void note(List<SegmentId> segments) {
        FrameFile list = parts.erasures();
        long before = list.length();
        try (PieceIndex.Changes changes = parts.index().changes()) {
            for (SegmentId segment : segments) {
                list.append(new Frame(Frame.Kind.ERASED, segment.value(), Octets.EMPTY).encoded());
                changes.erased(segment.value());
            }
            list.sync();
            changes.mark(Series.ERASURES, 0, list.length());
            changes.apply();
        } catch (RuntimeException failed) {
            list.truncate(before);
            throw failed;
        }
    }

    /// What is on the list and still here goes: first the shares, with the key that they were sealed under, then the
    /// fragments, which are no use to anybody.
    void finish() {
        List<SegmentId> held = new ArrayList<>();
        boolean[] shareHeld = new boolean[1];
        parts.index().forEachErased(segment -> {
            if (parts.index().piece(segment).isPresent()) {
                held.add(segment);
            }
            shareHeld[0] |= parts.index().share(parts.epochs().epoch(), segment).isPresent();
        });
        if (shareHeld[0]) {
            rotate();
        }
        parts.epochs().dropEarlier();
        if (!held.isEmpty()) {
            PieceCommit.discard(parts, held);
        }
    }

    void rotate() {
        List<SegmentId> lost =
                parts.epochs().rotate(parts.index(), segment -> !parts.index().erased(segment));
        if (!lost.isEmpty()) {
            LOG.warn("{} damaged shares were lost when the epoch changed: {}", lost.size(), lost);
        }
    }
}
