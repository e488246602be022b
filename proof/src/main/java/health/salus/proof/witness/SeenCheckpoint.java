package health.salus.proof.witness;

import health.salus.kernel.Digest;
import health.salus.proof.MerkleTree;

/// The largest tree of a log that a witness has cosigned: all that it has to remember of it.
public record SeenCheckpoint(long size, Digest root) {

    /// Of a log that was never cosigned.
    public static final SeenCheckpoint NONE = new SeenCheckpoint(0, MerkleTree.EMPTY_ROOT);

    /// What a witness that has seen this says to a request (C2SP tlog-witness, "add-checkpoint").
    public sealed interface Judgement {

        /// The log has grown, and nothing else: to be kept, then cosigned.
        record Grown(SeenCheckpoint now) implements Judgement {}

        /// The request proves from more than it shows.
        record OldBeyondNew() implements Judgement {}

        /// The request proves from another size than this.
        record OtherSize() implements Judgement {}

        /// Another tree of this very size.
        record OtherRoot() implements Judgement {}

        record NotConsistent() implements Judgement {}
    }

    /// In the order of the specification. Origin and signatures are checked before.
    public Judgement judge(WitnessRequest request) {
        LogCheckpoint checkpoint = request.note().checkpoint();
        if (request.oldSize() > checkpoint.size()) {
            return new Judgement.OldBeyondNew();
        }
        if (request.oldSize() != size) {
            return new Judgement.OtherSize();
        }
        if (checkpoint.size() == size && !checkpoint.root().equals(root)) {
            return new Judgement.OtherRoot();
        }
        boolean consistent =
                MerkleTree.verifyConsistency(size, checkpoint.size(), root, checkpoint.root(), request.proof());
        return consistent
                ? new Judgement.Grown(new SeenCheckpoint(checkpoint.size(), checkpoint.root()))
                : new Judgement.NotConsistent();
    }
}
