package health.salus.contracts.governance;

import health.salus.kernel.ErrorCode;

/// Where a proposal is in its life.
public sealed interface ProposalState {

    record Open() implements ProposalState {}

    /// Members with more than two thirds of the weight approved.
    ///
    /// @param dueAt the height of the block that begins with the changes, or the first one after it
    record Accepted(long dueAt) implements ProposalState {}

    /// The changes were made at the beginning of this block.
    record Enacted(long height) implements ProposalState {}

    /// Members with a third of the weight or more are against it.
    record Rejected() implements ProposalState {}

    record Withdrawn() implements ProposalState {}

    /// Accepted, and no longer possible when it was due: nothing was changed.
    record Failed(long height, ErrorCode code, String detail) implements ProposalState {}
}
