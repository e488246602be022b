package health.salus.ledger.store;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore.TransactionLocation;
import health.salus.ledger.store.StoreCheck.Findings;
import health.salus.ledger.store.StoreCheck.Progress;
import health.salus.proof.LogEntry;
import health.salus.proof.MerkleFrontier;
import health.salus.proof.MerkleTree;
import health.salus.proof.transaction.SignedTransaction;
import java.util.Optional;

/// Follows the blocks from the first that is kept: each entry must be its transaction's and outcome's, each hash of the
/// log must be the one that the entries give, and each transaction must be found where it is. Of blocks that were
/// pruned the leaves of the log are left, from which all hashes above them must follow.
final class BlockCheck {

    private static final String PART = "blocks";

    private final RocksLedgerStore store;
    private final Progress progress;
    private final Findings findings;
    private final MerkleFrontier frontier = MerkleFrontier.empty();
    private boolean enough;

    BlockCheck(RocksLedgerStore store, Progress progress, Findings findings) {
        this.store = store;
        this.progress = progress;
        this.findings = findings;
    }

    void run() {
        long blocks = store.height() + 1;
        pruned();
        for (long height = store.firstBlock(); height < blocks && !enough; height++) {
            if (height % 256 == 0) {
                progress.at(PART, height, blocks);
            }
            Optional<Block> block = read(height);
            if (block.isEmpty()) {
                return;
            }
            items(block.get());
            header(block.get());
        }
        progress.at(PART, blocks, blocks);
        if (!enough && frontier.size() != store.logSize()) {
            find("log", "has " + store.logSize() + " entries, its blocks have " + frontier.size());
        }
    }

    private void pruned() {
        long entries = store.firstBlock() == 0
                ? 0
                : store.block(store.firstBlock()).map(Block::firstEntry).orElse(0L);
        for (long entry = 0; entry < entries && !enough; entry++) {
            Optional<Digest> leaf = logNode(0, entry);
            if (leaf.isEmpty()) {
                find("log entry " + entry, "its hash is missing");
                return;
            }
            append(leaf.get(), "log entry " + entry);
        }
    }

    /// Without one block, nothing can be said of the hashes after it: the check of the log ends there.
    private Optional<Block> read(long height) {
        try {
            Optional<Block> block = store.block(height);
            if (block.isEmpty()) {
                find("block " + height, "is missing");
            } else if (block.get().firstEntry() != frontier.size()
                    || block.get().height() != height) {
                find("block " + height, "does not follow the block before it");
                return Optional.empty();
            }
            return block;
        } catch (SalusException unreadable) {
            find("block " + height, "cannot be read: " + unreadable.detail());
            return Optional.empty();
        }
    }

    private void items(Block block) {
        for (int i = 0; i < block.items().size(); i++) {
            Block.Item item = block.items().get(i);
            String place = "block " + block.height() + ", transaction " + i;
            try {
                item(item, new TransactionLocation(block.height(), i), place);
            } catch (SalusException malformed) {
                find(place, "is malformed: " + malformed.detail());
            }
            append(item.entry(), place);
        }
    }

    private void item(Block.Item item, TransactionLocation location, String place) {
        SignedTransaction signed = SignedTransaction.parse(item.envelope());
        boolean matches = LogEntry.decode(item.entry()) instanceof LogEntry.TransactionEntry entry
                && entry.saltedTransaction().equals(signed.saltedDigest())
                && entry.outcome().equals(Digest.sha256(item.outcome()))
                && entry.time().equals(item.time());
        if (!matches) {
            find(place, "its entry in the log is of another transaction, outcome or time");
        }
        Optional<TransactionLocation> indexed = store.find(signed.id());
        if (!indexed.equals(Optional.of(location))) {
            find(
                    place,
                    "the index of transactions says "
                            + indexed.map(Object::toString).orElse("nothing") + " of it");
        }
    }

    private void header(Block block) {
        String place = "block " + block.height() + ", header";
        try {
            LogEntry entry = LogEntry.decode(block.headerEntry());
            boolean last = block.height() == store.height();
            if (!(entry instanceof LogEntry.HeaderEntry header) || header.height() != block.height()) {
                find(place, "is of another block");
            } else if (last && !header.stateRoot().equals(store.stateRoot())) {
                find(place, "has another state root than the store's own mark");
            }
        } catch (SalusException malformed) {
            find(place, "is malformed: " + malformed.detail());
        }
        append(block.headerEntry(), place);
    }

    private void append(Octets entry, String place) {
        append(MerkleTree.leafHash(entry), place);
    }

    private void append(Digest leaf, String place) {
        frontier.append(leaf, (level, index, hash) -> {
            if (!logNode(level, index).equals(Optional.of(hash))) {
                find(place, "the log's hash at level " + level + ", index " + index + " is not that of its entries");
            }
        });
    }

    private Optional<Digest> logNode(int level, long index) {
        try {
            return Optional.of(store.logNode(level, index));
        } catch (IllegalArgumentException | SalusException absent) {
            return Optional.empty();
        }
    }

    private void find(String place, String what) {
        enough = enough || !findings.add(place, what);
    }
}
