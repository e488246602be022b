package health.salus.vault.store;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.segment.Piece;
import health.salus.vault.store.GroupCommit.Ticket;
import health.salus.vault.store.PieceIndex.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One commit: what several callers want stored, appended, made durable and indexed together. Runs alone.
final class PieceCommit {

    private final StoreParts parts;
    private final Instant now;
    private final List<PlannedFragment> fragments = new ArrayList<>();
    private final List<PlannedShare> shares = new ArrayList<>();
    private final Map<SegmentId, Digest> admitted = new HashMap<>();

    private record Wanted(SegmentId segment, Digest manifest, PlacedPiece placed) {}

    private record PlannedShare(SegmentId segment, Piece piece) {}

    private record PlannedFragment(SegmentId segment, Digest manifest, HeldFragment fragment) {}

    PieceCommit(StoreParts parts, Instant now) {
        this.parts = parts;
        this.now = now;
    }

    void run(List<Ticket<List<PlacedPiece>>> group) {
        parts.settle();
        for (Ticket<List<PlacedPiece>> ticket : group) {
            try {
                admit(ticket.work());
            } catch (SalusException refused) {
                ticket.fail(refused);
            }
        }
        try {
            write();
        } catch (SalusException failed) {
            group.forEach(ticket -> ticket.fail(failed));
        }
    }

    /// All of one caller's pieces or none of them.
    private void admit(List<PlacedPiece> pieces) {
        List<Wanted> wanted = new ArrayList<>();
        Map<SegmentId, Digest> seen = new HashMap<>();
        for (PlacedPiece placed : pieces) {
            Wanted next = new Wanted(
                    placed.manifest().descriptor().id(), placed.manifest().digest(), placed);
            requireAdmissible(next);
            Digest twice = seen.put(next.segment, next.manifest);
            if (twice != null && !twice.equals(next.manifest)) {
                throw otherManifest(next.segment);
            }
            wanted.add(next);
        }
        for (Wanted each : wanted) {
            if (admitted.putIfAbsent(each.segment, each.manifest) == null) {
                plan(each);
            }
        }
    }

    private void requireAdmissible(Wanted wanted) {
        SegmentId segment = wanted.segment;
        if (parts.index().erased(segment)) {
            throw new SalusException(ErrorCode.ERASED, "segment " + segment + " was erased");
        }
        Optional<Digest> known = Optional.ofNullable(admitted.get(segment))
                .or(() -> parts.index().piece(segment).map(PiecePlace::manifest));
        if (known.isPresent() && !known.get().equals(wanted.manifest)) {
            throw otherManifest(segment);
        }
    }

    private static SalusException otherManifest(SegmentId segment) {
        return new SalusException(
                ErrorCode.ALREADY_EXISTS, "segment " + segment + " is here already, under another manifest");
    }

    private void plan(Wanted wanted) {
        Piece piece = wanted.placed.piece();
        if (parts.index().piece(wanted.segment).isEmpty()) {
            HeldFragment fragment = new HeldFragment(wanted.placed.manifest(), piece.custodian(), piece.fragment());
            planFragment(wanted.segment, wanted.manifest, fragment);
        }
        if (parts.index().share(parts.epochs().epoch(), wanted.segment).isEmpty()) {
            planShare(wanted.segment, piece);
        }
    }

    void planFragment(SegmentId segment, Digest manifest, HeldFragment fragment) {
        fragments.add(new PlannedFragment(segment, manifest, fragment));
    }

    void planShare(SegmentId segment, Piece piece) {
        shares.add(new PlannedShare(segment, piece));
    }

    void write() {
        if (fragments.isEmpty() && shares.isEmpty()) {
            return;
        }
        parts.room()
                .require(fragments.stream()
                        .mapToLong(planned -> planned.fragment.fragment().length())
                        .sum());
        parts.volumes().rollIfFull();
        FrameFile volume = parts.volumes().current();
        FrameFile epoch = parts.epochs().file();
        long volumeBefore = volume.length();
        long epochBefore = epoch.length();
        try (PieceIndex.Changes changes = parts.index().changes()) {
            // The share first: then no fragment is ever without one, but for real damage.
            appendShares(epoch, changes);
            if (epoch.length() > epochBefore) {
                epoch.sync();
            }
            appendFragments(volume, changes);
            // Crash here: whole and torn frames that nobody was told of. The next start takes the whole ones.
            if (volume.length() > volumeBefore) {
                volume.sync();
            }
            // Crash here, or at any time after: durable, and indexed by the scan of the next start.
            changes.apply();
        } catch (SalusException failed) {
            volume.truncate(volumeBefore);
            epoch.truncate(epochBefore);
            throw failed;
        }
        parts.index().grown(volume.length() - volumeBefore);
    }

    private void appendFragments(FrameFile volume, PieceIndex.Changes changes) {
        int number = parts.volumes().number();
        for (PlannedFragment planned : fragments) {
            Frame frame = new Frame(
                    Frame.Kind.PIECE,
                    planned.segment.value(),
                    PiecePayload.of(planned.fragment, now).encoded());
            byte[] encoded = frame.encoded();
            long offset = volume.append(encoded);
            changes.piece(
                    planned.segment.value(),
                    new PiecePlace(number, offset, encoded.length, now.getEpochSecond(), planned.manifest));
        }
        changes.mark(Series.VOLUMES, number, volume.length());
    }

    private void appendShares(FrameFile epoch, PieceIndex.Changes changes) {
        for (PlannedShare planned : shares) {
            Frame frame = parts.epochs().seal(planned.segment, planned.piece.custodian(), planned.piece.share());
            changes.share(parts.epochs().epoch(), planned.segment.value(), epoch.append(frame.encoded()));
        }
        changes.mark(Series.SHARES, parts.epochs().epoch(), epoch.length());
    }

    /// Notes in both files that these pieces are no longer held.
    static void discard(StoreParts parts, Collection<SegmentId> segments) {
        FrameFile volume = parts.volumes().current();
        FrameFile epoch = parts.epochs().file();
        try (PieceIndex.Changes changes = parts.index().changes()) {
            for (SegmentId segment : segments) {
                byte[] frame = new Frame(Frame.Kind.DISCARDED, segment.value(), Octets.EMPTY).encoded();
                if (parts.index().piece(segment).isPresent()) {
                    volume.append(frame);
                    changes.withoutPiece(segment.value());
                }
                if (parts.index().share(parts.epochs().epoch(), segment).isPresent()) {
                    epoch.append(frame);
                    changes.withoutShare(parts.epochs().epoch(), segment.value());
                }
            }
            volume.sync();
            epoch.sync();
            changes.mark(Series.VOLUMES, parts.volumes().number(), volume.length());
            changes.mark(Series.SHARES, parts.epochs().epoch(), epoch.length());
            changes.apply();
        }
    }
}
