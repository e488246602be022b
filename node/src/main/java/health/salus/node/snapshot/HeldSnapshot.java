package health.salus.node.snapshot;

import health.salus.contracts.governance.Proposals;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.store.LedgerSnapshot;
import health.salus.node.replica.EpochLink;
import health.salus.node.replica.LedgerRuntime;
import health.salus.node.retention.LedgerDisk;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MerkleTree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The one state that this node holds still for others, while somebody reads it. A state that is held keeps on the disk
/// what is replaced since, so nobody can have two held, and none is held for long after its last reader.
final class HeldSnapshot implements AutoCloseable {

    /// Then it is let go of.
    private static final Duration IDLE = Duration.ofMinutes(2);

    /// A snapshot that others may still read is not given up for a newer one before.
    private static final Duration IN_USE = Duration.ofSeconds(30);

    private static final Duration FINAL_WITHIN = Duration.ofSeconds(10);
    private static final long GLANCE_MILLIS = 50;

    private final LedgerDisk disk;
    private final LedgerRuntime ledger;
    private final CountDownLatch stop = new CountDownLatch(1);

    // Guarded by this object's monitor.
    private Optional<Held> held = Optional.empty();
    private long usedNanos;
    private boolean making;

    private record Held(LedgerSnapshot snapshot, SnapshotOffer offer) {}

    HeldSnapshot(LedgerDisk disk, LedgerRuntime ledger) {
        this.disk = disk;
        this.ledger = ledger;
    }

    /// The offer for what is held, or for what is held from now on.
    ///
    /// @throws SalusException `NOT_FOUND` where this node is not as far, `OVERLOADED` while others read an older
    /// one
    SnapshotOffer offer(long atLeast) {
        synchronized (this) {
            if (held.isPresent() && held.get().offer.height() >= atLeast) {
                usedNanos = System.nanoTime();
                return held.get().offer;
            }
            if (making || (held.isPresent() && System.nanoTime() - usedNanos < IN_USE.toNanos())) {
                throw new SalusException(ErrorCode.OVERLOADED, "another member reads a snapshot of this node");
            }
            if (ledger.status().height() < atLeast) {
                throw new SalusException(ErrorCode.NOT_FOUND, "this node is not at block " + atLeast);
            }
            making = true;
        }
        try {
            return hold().offer;
        } finally {
            synchronized (this) {
                making = false;
            }
        }
    }

    private Held hold() {
        LedgerSnapshot snapshot = disk.snapshot();
        try {
            Held next = new Held(snapshot, offer(snapshot));
            synchronized (this) {
                held.ifPresent(before -> before.snapshot.close());
                held = Optional.of(next);
                usedNanos = System.nanoTime();
            }
            Thread.ofVirtual().name("held-snapshot").start(() -> watch(next));
            return next;
        } catch (SalusException refused) {
            snapshot.close();
            throw refused;
        }
    }

    private SnapshotOffer offer(LedgerSnapshot snapshot) {
        CheckpointNote note = finalAt(snapshot.logSize());
        long epoch = Proposals.of(snapshot.state()).epoch().number();
        List<EpochLink> links = ledger.epochLinks()
                .filter(known -> known.size() == epoch)
                .orElseThrow(
                        () -> new SalusException(ErrorCode.NOT_ACTIVE, "the members change: ask again in a moment"));
        LedgerStore log = disk.ledger();
        long size = snapshot.logSize();
        return new SnapshotOffer(
                log.block(snapshot.height()).orElseThrow().headerEntry(),
                size,
                MerkleTree.root(size, log::logNode),
                MerkleTree.inclusion(size - 1, size, log::logNode),
                note.encode(),
                MerkleTree.consistency(size, note.checkpoint().size(), log::logNode),
                links);
    }

    private CheckpointNote finalAt(long logSize) {
        long deadline = System.nanoTime() + FINAL_WITHIN.toNanos();
        while (System.nanoTime() < deadline && !rest(GLANCE_MILLIS)) {
            Optional<CheckpointNote> note = ledger.finality()
                    .finalNote()
                    .filter(there -> there.checkpoint().size() >= logSize);
            if (note.isPresent()) {
                return note.get();
            }
        }
        throw new SalusException(ErrorCode.NOT_FINAL_YET, "the members have not cosigned this node's last block yet");
    }

    /// @throws SalusException `NOT_FOUND` when nothing of this height is held any more
    synchronized LedgerSnapshot at(long height) {
        usedNanos = System.nanoTime();
        return held.map(Held::snapshot)
                .filter(snapshot -> snapshot.height() == height)
                .orElseThrow(() -> new SalusException(
                        ErrorCode.NOT_FOUND, "this node does not hold a snapshot of block " + height + " any more"));
    }

    private void watch(Held watched) {
        while (!rest(IN_USE.toMillis())) {
            synchronized (this) {
                if (!held.equals(Optional.of(watched))) {
                    return;
                }
                if (System.nanoTime() - usedNanos > IDLE.toNanos()) {
                    watched.snapshot.close();
                    held = Optional.empty();
                    return;
                }
            }
        }
    }

    /// @return whether this node is stopping
    private boolean rest(long millis) {
        try {
            return stop.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public synchronized void close() {
        stop.countDown();
        held.ifPresent(last -> last.snapshot.close());
        held = Optional.empty();
    }
}
