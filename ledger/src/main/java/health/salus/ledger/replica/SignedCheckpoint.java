package health.salus.ledger.replica;

import health.salus.kernel.MemberId;
import health.salus.proof.Checkpoint;
import health.salus.proof.Cosignature;
import health.salus.proof.MemberSet;

/// A checkpoint as one member signed it: what members send each other after each block.
public record SignedCheckpoint(MemberId member, Checkpoint checkpoint, Cosignature cosignature) {

    public boolean verify(MemberSet members) {
        return members.entry(member)
                .filter(entry -> cosignature.verify(checkpoint, entry.checkpointKey()))
                .isPresent();
    }
}
