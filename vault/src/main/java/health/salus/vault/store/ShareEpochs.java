package health.salus.vault.store;

import health.salus.crypto.AesGcm;
import health.salus.crypto.Secret;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.segment.KeyShare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Key shares, each sealed under the key of the current epoch, in a file of that epoch. Erasing is moving what
/// survives to a new epoch and destroying the old one's key: then no copy of the old file opens any more.
final class ShareEpochs implements AutoCloseable {

    private static final long FIRST_EPOCH = 1;
    private static final String PREFIX = "epoch-";
    private static final String SUFFIX = ".shares";
    private static final String UNFINISHED = ".part";
    private static final int SEALED_BYTES = AesGcm.NONCE_BYTES + KeyShare.LENGTH_BYTES + AesGcm.TAG_BYTES;
    private static final int PAYLOAD_BYTES = 1 + SEALED_BYTES;

    private final Disk disk;
    private final Path folder;
    private final EpochKeys keys;
    private final StoreOwner owner;
    private final RandomSource random;

    /// Readers hold the read lock from looking a share up until it is open; the change of epochs takes the write
    /// lock.
    private final ReadWriteLock changing = new ReentrantReadWriteLock();

    /// Guarded by `changing`.
    private Epoch current;

    private record Epoch(long number, Secret key, FrameFile file) {}

    private ShareEpochs(Disk disk, Path folder, EpochKeys keys, StoreOwner owner, RandomSource random) {
        this.disk = disk;
        this.folder = folder;
        this.keys = keys;
        this.owner = owner;
        this.random = random;
        this.current = settled();
    }

    static ShareEpochs open(Disk disk, Path folder, EpochKeys keys, StoreOwner owner, RandomSource random) {
        return new ShareEpochs(disk, folder, keys, owner, random);
    }

    private Path file(long epoch) {
        return folder.resolve(PREFIX + "%010d".formatted(epoch) + SUFFIX);
    }

    private Path unfinished(long epoch) {
        return folder.resolve(PREFIX + "%010d".formatted(epoch) + SUFFIX + UNFINISHED);
    }

    /// Finishes or takes back whatever change of epochs was interrupted, and opens the epoch that is in force: the
    /// newest whose file is complete. A key is destroyed only when the key in force is there: data that was
    /// not mounted, or restored without its key, must not cost the key.
    private Epoch settled() {
        List<Long> files = NumberedFiles.list(folder, PREFIX, SUFFIX);
        List<Long> known = keys.epochs();
        if (files.isEmpty()) {
            if (known.isEmpty()) {
                keys.create(FIRST_EPOCH);
            }
            return opened(known.isEmpty() ? FIRST_EPOCH : known.getLast());
        }
        long inForce = files.getLast();
        Epoch epoch = opened(inForce);
        known.stream().filter(number -> number > inForce).forEach(keys::destroy);
        for (long number : NumberedFiles.list(folder, PREFIX, SUFFIX + UNFINISHED)) {
            delete(unfinished(number));
        }
        dropEpochsBefore(inForce);
        return epoch;
    }

    private void dropEpochsBefore(long inForce) {
        keys.epochs().stream().filter(number -> number < inForce).forEach(keys::destroy);
        for (long number : NumberedFiles.list(folder, PREFIX, SUFFIX)) {
            if (number < inForce) {
                delete(file(number));
            }
        }
    }

    private Epoch opened(long epoch) {
        Secret key = keys.read(epoch)
                .orElseThrow(() -> new SalusException(
                        ErrorCode.CONFIGURATION,
                        "the key of " + file(epoch)
                                + " is missing: put it back, or move that file away to go on without"
                                + " these shares until they are made anew"));
        return new Epoch(epoch, key, FrameFile.open(disk, file(epoch), owner.header(PieceIndex.Series.SHARES, epoch)));
    }

    long epoch() {
        return current.number;
    }

    FrameFile file() {
        return current.file;
    }

    /// The frame for a share, under the current epoch's key. Only while no epoch changes.
    Frame seal(SegmentId segment, int custodian, KeyShare share) {
        return seal(current.number, current.key, segment, custodian, share);
    }

    private Frame seal(long epoch, Secret key, SegmentId segment, int custodian, KeyShare share) {
        Octets sealed =
                AesGcm.sealWithRandomNonce(key, random, share.scalar(), owner.shareContext(epoch, segment, custodian));
        return new Frame(Frame.Kind.SHARE, segment.value(), Octets.concat(Octets.of((byte) custodian), sealed));
    }

    /// A share and the place in its set that it was dealt to.
    record OpenedShare(int custodian, KeyShare share) {}

    Optional<OpenedShare> read(PieceIndex index, SegmentId segment) {
        changing.readLock().lock();
        try {
            OptionalLong offset = index.share(current.number, segment);
            return offset.isEmpty() ? Optional.empty() : Optional.of(read(segment, offset.getAsLong()));
        } finally {
            changing.readLock().unlock();
        }
    }

    private OpenedShare read(SegmentId segment, long offset) {
        try {
            int lengthBytes = Frame.lengthBytes(segment.value().length(), PAYLOAD_BYTES);
            return FrameFile.read(disk, current.file.path(), offset, lengthBytes)
                    .filter(frame ->
                            frame.kind() == Frame.Kind.SHARE && frame.key().equals(segment.value()))
                    .flatMap(frame -> open(segment, frame.payload()))
                    .orElseThrow(() -> new SalusException(
                            ErrorCode.CORRUPT,
                            "the share at " + offset + " in " + current.file.path() + " is damaged"));
        } catch (IOException failed) {
            throw StorageFailures.of("cannot read " + current.file.path(), failed);
        }
    }

    private Optional<OpenedShare> open(SegmentId segment, Octets payload) {
        int custodian = Byte.toUnsignedInt(payload.at(0));
        return AesGcm.openWithNonce(
                        current.key,
                        payload.slice(1, payload.length()),
                        owner.shareContext(current.number, segment, custodian))
                .map(scalar -> new OpenedShare(custodian, new KeyShare(scalar)));
    }

    /// Moves to a new epoch every share that is to be kept and can be read; the others are gone when it returns.
    /// Nobody may append meanwhile. Returns the segments whose shares should have been kept and could not be read.
    List<SegmentId> rotate(PieceIndex index, Predicate<SegmentId> keep) {
        long next = current.number + 1;
        delete(unfinished(next));
        keys.destroy(next);
        keys.create(next);
        // Crash here: a key without a file. It is destroyed at the next start.
        Secret key = keys.read(next).orElseThrow();
        try (FrameFile fresh = FrameFile.open(disk, unfinished(next), owner.header(PieceIndex.Series.SHARES, next));
                PieceIndex.Changes changes = index.changes()) {
            // Indexed ahead, and nobody looks there yet; an attempt that did not finish may have left something.
            changes.withoutSharesFrom(next);
            copy(index, keep, (segment, share) -> {
                Frame frame = seal(next, key, segment, share.custodian(), share.share());
                changes.share(next, segment.value(), fresh.append(frame.encoded()));
                changes.spill();
            });
            fresh.sync();
            // Crash here: an unfinished file. It is deleted at the next start.
            changes.mark(PieceIndex.Series.SHARES, next, fresh.length());
            changes.apply();
            switchTo(next, key);
        }
        List<SegmentId> lost = new ArrayList<>();
        index.forEachShare(next - 1, (segment, _) -> {
            if (keep.test(segment) && index.share(next, segment).isEmpty()) {
                lost.add(segment);
            }
        });
        try (PieceIndex.Changes changes = index.changes()) {
            changes.withoutSharesBefore(next);
            changes.apply();
        }
        dropEarlier();
        return lost;
    }

    /// Destroys what earlier epochs left, if an attempt to do so failed.
    void dropEarlier() {
        dropEpochsBefore(current.number);
    }

    private void copy(PieceIndex index, Predicate<SegmentId> keep, BiConsumer<SegmentId, OpenedShare> target) {
        FrameScan.run(disk, current.file.path(), 0, current.file.length(), new FrameScan.Visitor() {
            @Override
            public void frame(long offset, int lengthBytes, Frame frame) {
                if (frame.kind() != Frame.Kind.SHARE) {
                    return;
                }
                SegmentId segment = new SegmentId(frame.key());
                OptionalLong live = index.share(current.number, segment);
                if (live.isPresent() && live.getAsLong() == offset && keep.test(segment)) {
                    open(segment, frame.payload()).ifPresent(share -> target.accept(segment, share));
                }
            }

            @Override
            public void damaged(long offset, long until, Optional<String> key) {
                // What is missing afterwards is reported by segment.
            }
        });
    }

    private void switchTo(long next, Secret key) {
        Epoch old = current;
        changing.writeLock().lock();
        try {
            Files.move(unfinished(next), file(next), StandardCopyOption.ATOMIC_MOVE);
            LocalDisk.syncFolder(folder);
            // Crash here: two complete files. The next start takes the newer, and drops the older with its key.
            current = new Epoch(
                    next, key, FrameFile.open(disk, file(next), owner.header(PieceIndex.Series.SHARES, next)));
        } catch (IOException | SalusException failed) {
            // Which file the next start takes is not known: nothing more may be stored in the old one.
            old.file.retire();
            throw failed instanceof IOException io
                    ? StorageFailures.of("cannot change epochs in " + folder, io)
                    : (SalusException) failed;
        } finally {
            changing.writeLock().unlock();
        }
        old.file.close();
        old.key.destroy();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw StorageFailures.of("cannot delete " + file, failed);
        }
    }

    @Override
    public void close() {
        current.file.close();
        current.key.destroy();
    }
}
