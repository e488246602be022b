package health.salus.ledger.replica;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.proof.MerkleTree;
import health.salus.proof.tiles.EntryBundles;
import health.salus.proof.tiles.HashTiles;
import health.salus.proof.tiles.LogFile;
import health.salus.proof.tiles.LogFile.EntryBundle;
import health.salus.proof.tiles.LogFile.HashTile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The log as anybody may have it: files that never change, of what a final checkpoint covers and of nothing beyond it,
/// which could still turn out otherwise.
public final class PublishedLog {

    private final LedgerStore store;

    public PublishedLog(LedgerStore store) {
        this.store = store;
    }

    /// The content of a file; empty where a log of this size has no such file, or none as wide.
    ///
    /// @param size that the latest final checkpoint covers; the store has it
    public Optional<Octets> content(LogFile file, long size) {
        return switch (file) {
            case HashTile tile ->
                HashTiles.inLog(tile.level(), tile.index(), size)
                        .filter(there -> tile.width() <= there.width())
                        .map(_ -> HashTiles.encode(tile, store::logNode));
            case EntryBundle bundle ->
                HashTiles.entriesInLog(bundle.index(), size)
                        .filter(there -> bundle.width() <= there.width())
                        .map(_ -> EntryBundles.encode(entries(bundle.index() * LogFile.FULL, bundle.width())));
        };
    }

    /// What shows that the log of one size is the beginning of the log of another; the store has both.
    public List<Digest> consistency(long first, long second) {
        return MerkleTree.consistency(first, second, store::logNode);
    }

    private List<Octets> entries(long from, int count) {
        List<Octets> entries = new ArrayList<>(count);
        long height = store.heightOf(from);
        while (entries.size() < count) {
            Block block = block(height++);
            List<Octets> ofBlock = new ArrayList<>(block.items().size() + 1);
            block.items().forEach(item -> ofBlock.add(item.entry()));
            ofBlock.add(block.headerEntry());
            int skipped = (int) Math.max(0, from - block.firstEntry());
            int wanted = Math.min(ofBlock.size() - skipped, count - entries.size());
            entries.addAll(ofBlock.subList(skipped, skipped + wanted));
        }
        return entries;
    }

    private Block block(long height) {
        return store.block(height).orElseThrow(() -> new IllegalStateException("the store has no block " + height));
    }
}
