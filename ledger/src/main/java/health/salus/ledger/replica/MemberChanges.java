package health.salus.ledger.replica;

import health.salus.proof.receipt.MemberChain;

/// Where a node keeps the changes of its network's members: all from the genesis on, each as soon as the checkpoint
/// that proves it is final.
@FunctionalInterface
public interface MemberChanges {

    /// Of a network whose members never change.
    MemberChanges NONE = () -> MemberChain.EMPTY;

    MemberChain chain();
}
