package health.salus.ledger.archive;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads blocks from an archive, and believes only what the log's own hashes confirm.
final class ArchivedBlocks {

    /// Blocks are asked for one after the other, or a single one: a segment or two is enough to remember.
    private static final int REMEMBERED = 2;

    private final NetworkId network;
    private final LedgerStore store;
    private final BlockArchive archive;

    /// Guarded by itself; the last one used is the last.
    private final Map<Long, List<Block>> remembered = new LinkedHashMap<>(REMEMBERED * 2, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<Block>> eldest) {
            return size() > REMEMBERED;
        }
    };

    ArchivedBlocks(NetworkId network, LedgerStore store, BlockArchive archive) {
        this.network = network;
        this.store = store;
        this.archive = archive;
    }

    Block block(long height) {
        long first = BlockSegment.firstOf(height);
        synchronized (remembered) {
            List<Block> known = remembered.get(first);
            if (known != null) {
                return known.get((int) (height - first));
            }
        }
        List<Block> read = segment(first);
        synchronized (remembered) {
            remembered.put(first, read);
        }
        return read.get((int) (height - first));
    }

    /// What the archive has at this height, checked.
    ///
    /// @throws SalusException `ARCHIVE_UNREACHABLE` when it has nothing or does not answer; `CORRUPT` when it gives
    /// something else
    List<Block> segment(long first) {
        Octets encoded = archive.get(first)
                .orElseThrow(() -> new SalusException(
                        ErrorCode.ARCHIVE_UNREACHABLE,
                        "blocks " + first + " to " + (first + BlockSegment.BLOCKS - 1) + " are not at "
                                + archive.place(first)));
        try {
            return BlockSegment.decode(encoded).check(network, first, store);
        } catch (SalusException other) {
            throw new SalusException(
                    ErrorCode.CORRUPT, "the archive's " + archive.place(first) + ": " + other.detail(), other);
        }
    }
}
