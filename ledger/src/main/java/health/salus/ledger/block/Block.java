package health.salus.ledger.block;

import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.proof.LogEntry;
import health.salus.proof.MerkleTree;
import health.salus.proof.transaction.SignedTransaction;
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
    public record Item(Octets envelope, Octets outcome, Instant time, Octets entry) {

        static Item of(NetworkId network, SignedTransaction transaction, Octets outcome, Instant time) {
            LogEntry entry = new LogEntry.TransactionEntry(
                    LogEntry.VERSION, network, transaction.saltedDigest(), Digest.sha256(outcome), time);
            return new Item(transaction.envelope(), outcome, time, entry.encode());
        }
    }

    /// Whether the log's entries say what the block says. The members sign entries, so a block from elsewhere is theirs
    /// only if nothing in it is free.
    public boolean isBoundByItsEntries(NetworkId network) {
        boolean header = LogEntry.decode(headerEntry) instanceof LogEntry.HeaderEntry entry
                && entry.network().equals(network)
                && entry.height() == height
                && entry.time().equals(time);
        return header && version == VERSION && items.stream().allMatch(item -> isBound(item, network));
    }

    /// Whether the log has this block's entries at its place, leaf for leaf. Together with [#isBoundByItsEntries], all
    /// of the block is then what the members signed.
    ///
    /// @param size of the log that the leaves are of
    public boolean isInLog(MerkleTree.NodeReader leaves, long size) {
        if (firstEntry < 0 || logSize() > size) {
            return false;
        }
        for (int i = 0; i <= items.size(); i++) {
            Octets entry = i < items.size() ? items.get(i).entry() : headerEntry;
            if (!leaves.node(0, firstEntry + i).equals(MerkleTree.leafHash(entry))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBound(Item item, NetworkId network) {
        SignedTransaction transaction = SignedTransaction.parse(item.envelope());
        return item.equals(Item.of(network, transaction, item.outcome(), item.time()));
    }

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
