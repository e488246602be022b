package health.salus.vault.store;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.TimeSource;
import health.salus.vault.segment.KeyShare;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pieces in files: fragments in volumes that are appended to, shares in the file of the current epoch, an index that
/// can be rebuilt from both (docs/design/vault.md). Any number of threads may use it.
public final class FilePieceStore implements PieceStore {

    private static final Logger LOG = LoggerFactory.getLogger(FilePieceStore.class);

    private final StoreFiles files;
    private final StoreParts parts;
    private final TimeSource time;
    private final GroupCommit<List<PlacedPiece>> commits;

    /// Held by what reads or rewrites whole volumes: scrub and compaction exclude each other, and nothing else.
    private final ReentrantLock maintenance = new ReentrantLock();

    private FilePieceStore(StoreFiles files, TimeSource time) {
        this.files = files;
        this.parts = files.parts();
        this.time = time;
        this.commits = new GroupCommit<>(group -> new PieceCommit(parts, time.now()).run(group));
    }

    public static FilePieceStore open(
            VaultFolders folders, NetworkId network, MemberId member, TimeSource time, RandomSource random) {
        return open(
                new LocalDisk(),
                folders,
                new StoreOwner(network, member),
                StoreLimits.USUAL,
                new Ambient(time, random));
    }

    /// What the store takes from its surroundings.
    record Ambient(TimeSource time, RandomSource random) {}

    static FilePieceStore open(Disk disk, VaultFolders folders, StoreOwner owner, StoreLimits limits, Ambient ambient) {
        StoreFiles files = StoreFiles.open(disk, folders, owner, limits, ambient.random());
        try {
            // An erasure that a crash interrupted ends before anything is served.
            new Erasure(files.parts()).finish();
        } catch (RuntimeException failed) {
            files.close();
            throw failed;
        }
        return new FilePieceStore(files, ambient.time());
    }

    @Override
    public void put(List<PlacedPiece> pieces) {
        long bytes = pieces.stream()
                .mapToLong(placed -> placed.piece().fragment().length())
                .sum();
        commits.run(List.copyOf(pieces), bytes);
    }

    @Override
    public void replaceFragment(HeldFragment fragment) {
        SegmentId segment = fragment.manifest().descriptor().id();
        Digest manifest = fragment.manifest().digest();
        replace(segment, commit -> commit.planFragment(segment, manifest, fragment));
    }

    @Override
    public void replaceShare(PlacedPiece placed) {
        SegmentId segment = placed.manifest().descriptor().id();
        replace(segment, commit -> commit.planShare(segment, placed.piece()));
    }

    private void replace(SegmentId segment, Consumer<PieceCommit> plan) {
        alone(() -> {
            if (parts.index().erased(segment)) {
                throw new SalusException(ErrorCode.ERASED, "segment " + segment + " was erased");
            }
            PieceCommit commit = new PieceCommit(parts, time.now());
            plan.accept(commit);
            commit.write();
        });
    }

    @Override
    public Optional<HeldSegment> find(SegmentId segment) {
        return parts.index().piece(segment).map(place -> held(segment, place));
    }

    private static HeldSegment held(SegmentId segment, PiecePlace place) {
        return new HeldSegment(segment, place.manifest(), Instant.ofEpochSecond(place.storedAtSecond()));
    }

    @Override
    public Optional<HeldFragment> fragment(SegmentId segment) {
        Optional<PiecePlace> place = parts.index().piece(segment);
        while (place.isPresent()) {
            try {
                return Optional.of(read(segment, place.get()));
            } catch (FileNotFoundException moved) {
                // Compaction moved the fragment after it was looked up: the index knows where to.
                Optional<PiecePlace> next = parts.index().piece(segment);
                if (next.equals(place)) {
                    throw StorageFailures.of("a volume is missing", moved);
                }
                place = next;
            } catch (IOException failed) {
                throw StorageFailures.of("cannot read " + path(place.get()), failed);
            }
        }
        return Optional.empty();
    }

    private HeldFragment read(SegmentId segment, PiecePlace place) throws IOException {
        Optional<Frame> frame = FrameFile.read(parts.disk(), path(place), place.offset(), place.lengthBytes());
        if (frame.isPresent() && frame.get().key().equals(segment.value())) {
            try {
                return PiecePayload.decode(frame.get().payload()).held();
            } catch (SalusException malformed) {
                throw damaged(place, malformed);
            }
        }
        throw damaged(place, new IOException("no sound frame"));
    }

    private SalusException damaged(PiecePlace place, Exception cause) {
        return new SalusException(
                ErrorCode.CORRUPT, "the fragment at " + place.offset() + " in " + path(place) + " is damaged", cause);
    }

    private Path path(PiecePlace place) {
        return parts.volumes().file(place.volume());
    }

    @Override
    public Optional<KeyShare> share(SegmentId segment) {
        return parts.index().erased(segment)
                ? Optional.empty()
                : parts.epochs().read(parts.index(), segment).map(ShareEpochs.OpenedShare::share);
    }

    @Override
    public boolean erased(SegmentId segment) {
        return parts.index().erased(segment);
    }

    @Override
    public void destroyShares(Collection<SegmentId> segments) {
        alone(() -> new Erasure(parts).erase(segments));
    }

    @Override
    public void rotateEpoch() {
        alone(() -> new Erasure(parts).rotate());
    }

    @Override
    public void discard(Collection<SegmentId> segments) {
        alone(() -> PieceCommit.discard(parts, segments));
    }

    private void alone(Runnable action) {
        commits.exclusively(() -> {
            parts.settle();
            action.run();
        });
    }

    @Override
    public void compact() {
        maintenance.lock();
        try {
            new Compaction(parts, commits).run();
        } finally {
            maintenance.unlock();
        }
    }

    @Override
    public void forEachStoredBefore(Instant before, Consumer<HeldSegment> visitor) {
        parts.index().forEachPiece((segment, place) -> {
            HeldSegment held = held(segment, place);
            if (held.storedAt().isBefore(before)) {
                visitor.accept(held);
            }
        });
    }

    @Override
    public Verification verify(VerificationListener listener) {
        maintenance.lock();
        try {
            StoreVerification verification = new StoreVerification(parts, listener);
            commits.exclusively(verification::begin);
            return verification.run();
        } finally {
            maintenance.unlock();
        }
    }

    /// Whoever is still reading gets errors: close when nobody asks any more.
    @Override
    public void close() {
        commits.exclusively(() -> {
            try {
                parts.index().flush();
            } catch (SalusException failed) {
                LOG.warn("The index could not be written out; the next start scans more", failed);
            }
            files.close();
        });
    }
}
