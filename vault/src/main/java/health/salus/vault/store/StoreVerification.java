package health.salus.vault.store;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.segment.SegmentManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Re-reads every byte of a store and names what is not as it was stored. Stores and releases go on meanwhile; what
/// is stored after the beginning is not looked at.
final class StoreVerification {

    private final StoreParts parts;
    private final VerificationListener listener;

    /// Where the files that grow ended at the beginning.
    private int newestVolume;

    private long volumeEnd;
    private long epoch;
    private long epochEnd;
    private Path epochFile = Path.of("");
    private long erasuresEnd;

    private final Set<Place> reported = new HashSet<>();

    private record Place(String file, long offset) {}

    private long fragments;
    private long shares;
    private long bytes;
    private long damages;

    StoreVerification(StoreParts parts, VerificationListener listener) {
        this.parts = parts;
        this.listener = listener;
    }

    /// While nothing is being committed.
    void begin() {
        newestVolume = parts.volumes().number();
        volumeEnd = parts.volumes().current().length();
        epoch = parts.epochs().epoch();
        epochEnd = parts.epochs().file().length();
        epochFile = parts.epochs().file().path();
        erasuresEnd = parts.erasures().length();
    }

    Verification run() {
        Set<Integer> present = new HashSet<>();
        for (int number : parts.volumes().numbers()) {
            if (number <= newestVolume && Files.exists(parts.volumes().file(number))) {
                volume(number);
                present.add(number);
            }
        }
        missing(present);
        if (Files.exists(epochFile)) {
            shares();
        }
        simpleFile(parts.erasures().path(), erasuresEnd, Damage.Kind.ERASURES);
        if (!parts.index().sound()) {
            report("index", 0, Optional.empty(), Damage.Kind.INDEX);
        }
        return new Verification(fragments, shares, bytes, damages);
    }

    private void volume(int number) {
        Path file = parts.volumes().file(number);
        long until = number == newestVolume ? volumeEnd : Long.MAX_VALUE;
        NavigableMap<Long, Long> holes = new TreeMap<>();
        FrameScan.run(parts.disk(), file, 0, until, new FrameScan.Visitor() {
            @Override
            public void frame(long offset, int lengthBytes, Frame frame) {
                if (frame.kind() == Frame.Kind.PIECE) {
                    piece(file, number, offset, frame);
                }
                read(lengthBytes);
            }

            @Override
            public void damaged(long offset, long next, Optional<String> key) {
                holes.put(offset, next);
                read(next - offset);
            }
        });
        nameHoles(file, number, holes);
    }

    /// A hole may swallow several frames, whose headers cannot be read: the index knows which pieces stood there.
    private void nameHoles(Path file, int number, NavigableMap<Long, Long> holes) {
        if (holes.isEmpty()) {
            return;
        }
        Set<Long> named = new HashSet<>();
        parts.index().forEachPiece((segment, place) -> {
            var hole = holes.floorEntry(place.offset());
            if (place.volume() == number && hole != null && place.offset() < hole.getValue()) {
                named.add(hole.getKey());
                report(file, place.offset(), Optional.of(segment), Damage.Kind.FRAGMENT_UNREADABLE);
            }
        });
        for (long offset : holes.keySet()) {
            if (!named.contains(offset)) {
                report(file, offset, Optional.empty(), Damage.Kind.UNUSED);
            }
        }
    }

    private void piece(Path file, int number, long offset, Frame frame) {
        SegmentId segment = new SegmentId(frame.key());
        Optional<PiecePlace> place = parts.index().piece(segment);
        if (place.isEmpty() || place.get().volume() != number || place.get().offset() != offset) {
            return;
        }
        fragments++;
        try {
            HeldFragment held = PiecePayload.decode(frame.payload()).held();
            SegmentManifest manifest = held.manifest();
            boolean right = manifest.digest().equals(place.get().manifest())
                    && manifest.descriptor().id().equals(segment)
                    && held.custodian() <= manifest.total()
                    && Digest.sha256(held.fragment()).equals(manifest.fragmentOf(held.custodian()));
            if (!right) {
                report(file, offset, Optional.of(segment), Damage.Kind.FRAGMENT_WRONG);
            }
            share(segment, manifest);
        } catch (SalusException malformed) {
            report(file, offset, Optional.of(segment), Damage.Kind.FRAGMENT_WRONG);
        }
    }

    /// The share is judged by the commitments in the manifest, which the author fixed.
    private void share(SegmentId segment, SegmentManifest manifest) {
        if (parts.index().erased(segment)) {
            return;
        }
        boolean right;
        try {
            right = parts.epochs()
                    .read(parts.index(), segment)
                    .filter(share -> manifest.accepts(share.custodian(), share.share()))
                    .isPresent();
        } catch (SalusException unreadable) {
            if (unreadable.code() != ErrorCode.CORRUPT) {
                throw unreadable;
            }
            right = false;
        }
        shares++;
        if (!right && parts.index().piece(segment).isPresent() && !parts.index().erased(segment)) {
            long offset = parts.index().share(epoch, segment).orElse(0L);
            report(epochFile, offset, Optional.of(segment), Damage.Kind.SHARE_LOST);
        }
    }

    /// Pieces that the index knows beyond the end of a file, or in a file that is gone.
    private void missing(Set<Integer> present) {
        parts.index().forEachPiece((segment, place) -> {
            int number = place.volume();
            boolean storedBefore = number < newestVolume || (number == newestVolume && place.offset() < volumeEnd);
            if (storedBefore && (!present.contains(number) || place.end() > size(number))) {
                report(
                        parts.volumes().file(number),
                        place.offset(),
                        Optional.of(segment),
                        Damage.Kind.FRAGMENT_UNREADABLE);
            }
        });
    }

    private long size(int number) {
        try {
            return Files.size(parts.volumes().file(number));
        } catch (IOException failed) {
            throw StorageFailures.of("cannot read " + parts.volumes().file(number), failed);
        }
    }

    /// Whose share it is was said already where it matters; here the bytes themselves are looked at.
    private void shares() {
        simpleFile(epochFile, epochEnd, Damage.Kind.UNUSED);
    }

    private void simpleFile(Path file, long until, Damage.Kind kind) {
        FrameScan.run(parts.disk(), file, 0, until, new FrameScan.Visitor() {
            @Override
            public void frame(long offset, int lengthBytes, Frame frame) {
                read(lengthBytes);
            }

            @Override
            public void damaged(long offset, long next, Optional<String> key) {
                report(file, offset, Optional.empty(), kind);
                read(next - offset);
            }
        });
    }

    private void read(long count) {
        bytes += count;
        listener.checked(count);
    }

    private void report(Path file, long offset, Optional<SegmentId> segment, Damage.Kind kind) {
        report(file.toString(), offset, segment, kind);
    }

    private void report(String file, long offset, Optional<SegmentId> segment, Damage.Kind kind) {
        // A damaged share is met twice: with its segment, and when the file's bytes are read.
        if (reported.add(new Place(file, offset))) {
            damages++;
            listener.damaged(new Damage(file, offset, segment, kind));
        }
    }
}
