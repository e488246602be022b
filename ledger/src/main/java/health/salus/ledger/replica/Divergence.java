package health.salus.ledger.replica;

import health.salus.kernel.MemberId;
import health.salus.proof.Checkpoint;

/// Evidence that a member signed a root for a size of the log at which this node has another one.
public record Divergence(MemberId member, Checkpoint own, SignedCheckpoint theirs) {}
