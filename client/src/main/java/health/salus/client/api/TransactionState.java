package health.salus.client.api;

/// The stations of a transaction.
public enum TransactionState {
    /// The node does not know it: send it again.
    UNKNOWN,
    /// Taken, not yet executed. It may be lost if the node dies: ask again, and send it again.
    SUBMITTED,
    /// In a block, with its outcomes.
    EXECUTED,
    /// Covered by a checkpoint that members with more than two thirds of the weight have signed.
    FINAL
}
