package health.salus.node.retention;

import health.salus.archive.DirectoryBlockArchive;
import health.salus.archive.S3BlockArchive;
import health.salus.kernel.NetworkId;
import health.salus.kernel.TimeSource;
import health.salus.ledger.archive.ArchivedLedgerStore;
import health.salus.ledger.archive.Archiver;
import health.salus.ledger.archive.BlockArchive;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.store.LedgerSnapshot;
import health.salus.ledger.store.RocksLedgerStore;
import health.salus.node.config.NodeConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The ledger of this node: what is on its disk, and the archive behind it.
public final class LedgerDisk {

    private final RocksLedgerStore store;
    private final LedgerStore whole;
    private final Optional<Archiver> archiver;
    private Optional<RetentionLoop> retention = Optional.empty();

    private LedgerDisk(RocksLedgerStore store, LedgerStore whole, Optional<Archiver> archiver) {
        this.store = store;
        this.whole = whole;
        this.archiver = archiver;
    }

    /// Opens the ledger in a directory that exists; an archive is not asked for anything yet.
    public static LedgerDisk open(Path directory, NetworkId network, Optional<NodeConfig.Archive> configured) {
        BlockArchive archive = configured.map(LedgerDisk::archive).orElseGet(NoArchive::new);
        RocksLedgerStore store = new RocksLedgerStore(directory);
        Optional<Archiver> archiver = configured.map(_ -> new Archiver(network, store, archive));
        return new LedgerDisk(store, new ArchivedLedgerStore(network, store, archive), archiver);
    }

    private static BlockArchive archive(NodeConfig.Archive configured) {
        return switch (configured) {
            case NodeConfig.Archive.Directory local -> new DirectoryBlockArchive(local.path());
            case NodeConfig.Archive.Bucket remote -> new S3BlockArchive(remote.place());
        };
    }

    /// All of the ledger, wherever its blocks lie. Closing it closes both.
    public LedgerStore ledger() {
        return whole;
    }

    Optional<Archiver> archiver() {
        return archiver;
    }

    /// By which policy blocks leave this disk; called once, before anybody else uses it.
    ///
    /// @param finalSize how much of the log a final checkpoint covers
    public void keep(NodeConfig.Retention policy, LongSupplier finalSize, TimeSource time) {
        retention = Optional.of(new RetentionLoop(this, finalSize, policy, time));
    }

    public void startRetention() {
        retention.ifPresent(RetentionLoop::start);
    }

    /// Returns when nothing is being moved any more.
    public void stopRetention() {
        retention.ifPresent(RetentionLoop::close);
    }

    /// Why blocks that should have gone to the archive are still here, if any are.
    public Optional<String> trouble() {
        return retention.flatMap(RetentionLoop::trouble);
    }

    /// The state as it is now, held still.
    public LedgerSnapshot snapshot() {
        return store.snapshot();
    }

    /// Blocks that the archive has already, from this height on, checked; empty where it has none, or there is none.
    public Optional<List<Block>> archived(long first) {
        return archiver.flatMap(there -> there.find(first));
    }

    /// Learns of older blocks that are in the archive.
    public void learnArchived(List<Block> older) {
        store.learn(older, false);
    }

    /// Learns of a segment of older blocks that are in the log, and keeps them: in the archive, or here.
    public void learn(List<Block> older) {
        archiver.ifPresent(there -> there.put(older));
        store.learn(older, archiver.isEmpty() && store.firstBlock() == store.firstIndexed());
    }

    /// The height from which on transactions are known.
    public long firstIndexed() {
        return store.firstIndexed();
    }

    /// The height from which on blocks are on this disk.
    public long firstBlock() {
        return store.firstBlock();
    }

    /// What the ledger's files take, without what is still in memory.
    public long bytes() {
        return store.bytes();
    }
}
