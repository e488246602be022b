package health.salus.ledger.replica;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleFrontier;
import health.salus.proof.MerkleTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Blocks, as one member gives them to another that missed them.
///
/// A checkpoint that more than a third of the weight has signed is enough: at least one of these is honest, and has
/// what consensus ordered. To wait for a final one would be to wait for ever where the waiting member's own signature
/// is the one that is missing (decision 0091).
///
/// @param note a checkpoint that members vouch for, at the end of the page or later
/// @param consistency proof that the log at the end of the page is what the checkpoint's log began with
public record BlockPage(List<Octets> blocks, Octets note, List<Digest> consistency) {

    public static final RecordCodec<BlockPage> CODEC = RecordCodec.of(BlockPage.class);

    /// A page ends earlier when it grows large.
    private static final int MAX_BLOCKS = 256;

    private static final int MAX_PAGE_BYTES = 8 * 1024 * 1024;

    public BlockPage {
        blocks = List.copyOf(blocks);
        consistency = List.copyOf(consistency);
    }

    /// @param from the first height that is wanted
    /// @param to the last one
    public record Request(long from, long to) {

        public static final RecordCodec<Request> CODEC = RecordCodec.of(Request.class);
    }

    /// What this store has of the wanted blocks, as far as the checkpoint covers them.
    public static BlockPage of(LedgerStore store, CheckpointNote note, Request wanted) {
        List<Octets> blocks = new ArrayList<>();
        long size = 0;
        int bytes = 0;
        for (long height = wanted.from(); height <= wanted.to() && blocks.size() < MAX_BLOCKS; height++) {
            Optional<Block> block = store.block(height)
                    .filter(found -> found.logSize() <= note.checkpoint().size());
            if (block.isEmpty() || bytes > MAX_PAGE_BYTES) {
                break;
            }
            Octets encoded = block.get().encode();
            blocks.add(encoded);
            bytes += encoded.length();
            size = block.get().logSize();
        }
        List<Digest> consistency = blocks.isEmpty()
                ? List.of()
                : MerkleTree.consistency(size, note.checkpoint().size(), store::logNode);
        return new BlockPage(blocks, note.encode(), consistency);
    }

    /// The blocks, once it is certain that they follow this store's last one and are what the members signed. Checked
    /// before anything is executed.
    public List<Block> check(LedgerStore own, MemberSet members) {
        List<Block> decoded = blocks.stream().map(Block::decode).toList();
        if (decoded.isEmpty()) {
            throw new SalusException(ErrorCode.NOT_FOUND, "the peer has no final block " + (own.height() + 1) + " yet");
        }
        CheckpointNote signed = CheckpointNote.parse(note);
        if (!signed.isVouchedFor(members)) {
            throw new SalusException(ErrorCode.BAD_SIGNATURE, "too few members vouch for the peer's checkpoint");
        }
        requireCovered(decoded, own, signed.checkpoint());
        return decoded;
    }

    /// The entries of the fetched blocks, on top of this member's own log, must be what the members signed, and the
    /// rest of the blocks what the entries say.
    private void requireCovered(List<Block> decoded, LedgerStore own, Checkpoint signed) {
        MerkleFrontier grown = MerkleFrontier.of(own.logSize(), own::logNode);
        for (Block block : decoded) {
            if (block.firstEntry() != grown.size()) {
                throw new SalusException(ErrorCode.MALFORMED, "the peer's blocks do not follow this node's last one");
            }
            if (!block.isBoundByItsEntries(signed.network())) {
                throw new SalusException(ErrorCode.MALFORMED, "a block of the peer is not what its entries say");
            }
            block.items().forEach(item -> grown.append(item.entry(), MerkleFrontier.NodeWriter.NONE));
            grown.append(block.headerEntry(), MerkleFrontier.NodeWriter.NONE);
        }
        if (!MerkleTree.verifyConsistency(grown.size(), signed.size(), grown.root(), signed.root(), consistency)) {
            throw new SalusException(
                    ErrorCode.BAD_SIGNATURE, "the peer's blocks are not in the log that the members signed");
        }
    }
}
