package health.salus.node.replica;

import health.salus.crypto.SigningKey;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.ledger.block.LedgerStore;
import health.salus.node.local.LocalStore;
import health.salus.node.local.LocalStore.Space;
import health.salus.proof.Checkpoint;
import health.salus.proof.Cosignature;
import health.salus.proof.MerkleTree;
import java.util.Optional;

/// Cosigns this member's checkpoints: one root for each size, ever. The high-water mark is kept apart from the ledger,
/// so that a ledger restored from an old backup does not make the member sign another history.
final class CheckpointSigner {

    private static final Octets MARK_KEY = Octets.utf8("signed-checkpoint");
    private static final RecordCodec<Mark> CODEC = RecordCodec.of(Mark.class);

    private record Mark(long size, Digest root) {}

    private final NetworkId network;
    private final MemberId self;
    private final SigningKey key;
    private final LedgerStore store;
    private final LocalStore local;
    private final TimeSource time;

    record Identity(NetworkId network, MemberId self, SigningKey key) {}

    CheckpointSigner(Identity identity, LedgerStore store, LocalStore local, TimeSource time) {
        this.network = identity.network();
        this.self = identity.self();
        this.key = identity.key();
        this.store = store;
        this.local = local;
        this.time = time;
    }

    MemberId self() {
        return self;
    }

    /// The checkpoint of the log at this size, cosigned; the mark is durable before the signature exists.
    SignedCheckpoint sign(long size) {
        Digest root = MerkleTree.root(size, store::logNode);
        Optional<Mark> mark = local.get(Space.MARKS, MARK_KEY).map(CODEC::decode);
        if (mark.isPresent()) {
            check(mark.get(), size, root);
        }
        if (mark.isEmpty() || mark.get().size < size) {
            local.putDurably(Space.MARKS, MARK_KEY, CODEC.encode(new Mark(size, root)));
        }
        Checkpoint checkpoint = Checkpoint.of(network, size, root);
        return new SignedCheckpoint(self, checkpoint, Cosignature.sign(checkpoint, self, key, time.now()));
    }

    private void check(Mark mark, long size, Digest root) {
        Digest marked = mark.size <= size ? MerkleTree.root(mark.size, store::logNode) : root;
        boolean consistent = mark.size > size || marked.equals(mark.root);
        if (!consistent) {
            throw new SalusException(
                    ErrorCode.DIVERGED,
                    "this member has signed another root for a log of " + mark.size
                            + " entries; the ledger is not the one it was");
        }
    }
}
