package health.salus.ledger.archive;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import java.util.ArrayList;
import java.util.List;

/// Blocks that follow each other, as they lie in an archive (docs/formats/archive.md). All members make the same bytes
/// of the same blocks.
///
/// @param first the height of the first block, a multiple of [#BLOCKS]
/// @param blocks [#BLOCKS] of them, encoded
public record BlockSegment(int version, NetworkId network, long first, List<Octets> blocks) {

    public static final int VERSION = 1;

    /// So many that a quiet network's objects are worth a request each, and so few that a busy one's fit in memory.
    public static final int BLOCKS = 64;

    /// A segment that would be larger is not archived.
    public static final int MAX_BYTES = 512 * 1024 * 1024;

    private static final RecordCodec<BlockSegment> CODEC = RecordCodec.of(BlockSegment.class);

    public BlockSegment {
        blocks = List.copyOf(blocks);
        if (version != VERSION) {
            throw new SalusException(
                    ErrorCode.UNSUPPORTED_VERSION, "segment version " + version + "; supported: " + VERSION);
        }
        if (first < 0 || first % BLOCKS != 0 || blocks.size() != BLOCKS) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a segment has " + BLOCKS + " blocks from a multiple of that height on");
        }
    }

    /// The first height of the segment that has a block.
    public static long firstOf(long height) {
        return height - height % BLOCKS;
    }

    /// The segment of blocks that the store still has.
    ///
    /// @throws SalusException `TOO_LARGE` for blocks of more than [#MAX_BYTES] together
    static BlockSegment of(NetworkId network, LedgerStore store, long first) {
        List<Octets> blocks = new ArrayList<>(BLOCKS);
        long bytes = 0;
        for (long height = first; height < first + BLOCKS; height++) {
            Octets encoded = store.block(height).orElseThrow().encode();
            bytes += encoded.length();
            if (bytes > MAX_BYTES) {
                throw new SalusException(ErrorCode.TOO_LARGE, "the blocks from " + first + " on are no segment");
            }
            blocks.add(encoded);
        }
        return new BlockSegment(VERSION, network, first, blocks);
    }

    public Octets encode() {
        return CODEC.encode(this);
    }

    public static BlockSegment decode(Octets encoded) {
        return CODEC.decode(encoded, MAX_BYTES + MAX_BYTES / 64);
    }

    /// The blocks, once it is certain that they are those of this ledger: the entries of each must hash to the leaves
    /// that the store keeps of the log, and the rest of each must be what its entries say.
    ///
    /// @throws SalusException `CORRUPT` for anything else
    List<Block> check(NetworkId expected, long from, LedgerStore store) {
        if (!network.equals(expected) || first != from) {
            throw new SalusException(ErrorCode.CORRUPT, "it is of another network or height");
        }
        List<Block> checked = new ArrayList<>(BLOCKS);
        for (Octets encoded : blocks) {
            Block block = Block.decode(encoded);
            long height = first + checked.size();
            if (block.height() != height
                    || !block.isBoundByItsEntries(expected)
                    || !block.isInLog(store::logNode, store.logSize())) {
                throw new SalusException(ErrorCode.CORRUPT, "block " + height + " is not the one in the log");
            }
            checked.add(block);
        }
        return checked;
    }
}
