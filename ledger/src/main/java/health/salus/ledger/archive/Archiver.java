package health.salus.ledger.archive;

import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import java.util.List;
import java.util.Optional;

/// Moves the oldest blocks of a ledger into an archive, a segment at a time. For one thread, while others read and
/// write the ledger.
public final class Archiver {

    private final NetworkId network;
    private final LedgerStore store;
    private final BlockArchive archive;
    private final ArchivedBlocks archived;

    /// @param store the ledger's own, which has what is to be moved
    public Archiver(NetworkId network, LedgerStore store, BlockArchive archive) {
        this.network = network;
        this.store = store;
        this.archive = archive;
        this.archived = new ArchivedBlocks(network, store, archive);
    }

    /// Moves the next segment, if all of it lies below a height. Nothing is pruned before the archive has given the
    /// segment back and the log has confirmed it.
    ///
    /// @param below blocks from this height on stay here
    /// @return false when there is nothing to move
    /// @throws health.salus.kernel.SalusException why it could not be moved; nothing is lost, and it may be tried
    /// again
    public boolean moveNext(long below) {
        long first = store.firstBlock();
        if (first + BlockSegment.BLOCKS > below) {
            return false;
        }
        Octets segment = BlockSegment.of(network, store, first).encode();
        if (!archive.get(first).equals(Optional.of(segment))) {
            archive.put(first, segment);
        }
        // A crash from here on: the segment is in the archive and here, and is compared again.
        archived.segment(first);
        store.prune(first + BlockSegment.BLOCKS);
        return true;
    }

    /// What the archive has of a segment, checked; empty where it has nothing.
    ///
    /// @throws health.salus.kernel.SalusException `ARCHIVE_UNREACHABLE` or `CORRUPT`
    public Optional<List<Block>> find(long first) {
        return archive.get(first).isEmpty() ? Optional.empty() : Optional.of(archived.segment(first));
    }

    /// Puts a whole segment of blocks that were never in this store, and are in its log.
    public void put(List<Block> blocks) {
        long first = blocks.getFirst().height();
        List<Octets> encoded = blocks.stream().map(Block::encode).toList();
        archive.put(first, new BlockSegment(BlockSegment.VERSION, network, first, encoded).encode());
        archived.segment(first);
    }
}
