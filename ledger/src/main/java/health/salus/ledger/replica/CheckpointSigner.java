package health.salus.ledger.replica;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.ledger.block.LedgerStore;
import health.salus.proof.Checkpoint;
import health.salus.proof.CosigningKeys;
import health.salus.proof.MerkleTree;
import java.util.Optional;

/// Cosigns this member's checkpoints: one root for each size, ever. The high-water mark is kept apart from the ledger,
/// so that a ledger restored from an old backup does not make the member sign another history.
public final class CheckpointSigner {

    private static final RecordCodec<Mark> CODEC = RecordCodec.of(Mark.class);

    private record Mark(long size, Digest root) {}

    private final NetworkId network;
    private final MemberId self;
    private final CosigningKeys keys;
    private final LedgerStore store;
    private final SigningMark kept;
    private final TimeSource time;

    /// Who signs, and where.
    public record Identity(NetworkId network, MemberId self, CosigningKeys keys) {}

    public CheckpointSigner(Identity identity, LedgerStore store, SigningMark kept, TimeSource time) {
        this.network = identity.network();
        this.self = identity.self();
        this.keys = identity.keys();
        this.store = store;
        this.kept = kept;
        this.time = time;
    }

    public MemberId self() {
        return self;
    }

    /// The checkpoint of the log at this size, cosigned with both keys; the mark is durable before a signature
    /// exists. Empty below
    /// the mark, where a ledger from a backup is: what this member signed there is not known any more.
    public Optional<SignedCheckpoint> sign(long size) {
        Optional<Mark> mark = kept.load().map(CODEC::decode);
        if (mark.filter(reached -> reached.size > size).isPresent()) {
            return Optional.empty();
        }
        mark.ifPresent(this::requireSameHistory);
        Digest root = MerkleTree.root(size, store::logNode);
        if (mark.isEmpty() || mark.get().size < size) {
            kept.keep(CODEC.encode(new Mark(size, root)));
        }
        Checkpoint checkpoint = Checkpoint.of(network, size, root);
        return Optional.of(SignedCheckpoint.sign(checkpoint, self, keys, time.now()));
    }

    private void requireSameHistory(Mark mark) {
        if (!MerkleTree.root(mark.size, store::logNode).equals(mark.root)) {
            throw new SalusException(
                    ErrorCode.DIVERGED,
                    "this member has signed another root for a log of " + mark.size
                            + " entries; the ledger is not the one it was");
        }
    }
}
