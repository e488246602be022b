package health.salus.ledger.block;

import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import java.time.Instant;
import java.util.List;

/// A block as it is kept and as a peer asks for it: executing its transactions again gives its outcomes and its header.
///
/// @param firstEntry the index in the log of the first transaction's entry; the header's entry follows the last one's
public record Block(int version, long height, Instant time, long firstEntry, List<Item> items, Octets headerEntry) {

    public static final int VERSION = 1;

    private static final RecordCodec<Block> CODEC = RecordCodec.of(Block.class);

    public Block {
        items = List.copyOf(items);
    }

    /// @param envelope the COSE_Sign1 that was ordered
    /// @param entry the log's entry for it
    public record Item(Octets envelope, Octets outcome, Instant time, Octets entry) {}

    /// The size of the log after this block.
    public long logSize() {
        return firstEntry + items.size() + 1;
    }

    public Octets encode() {
        return CODEC.encode(this);
    }

    public static Block decode(Octets encoded) {
        return CODEC.decode(encoded);
    }
}
