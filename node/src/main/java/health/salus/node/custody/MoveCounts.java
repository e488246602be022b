package health.salus.node.custody;

/// What this member did about segments of superseded custodian sets since its node started, for operators.
///
/// @param moved segments that it had moved
/// @param came pieces that came here and count now
/// @param left pieces from before a move that it forgot
/// @param waiting segments on the ledger that lie with a superseded set still, at whichever members
public record MoveCounts(long moved, long came, long left, long waiting) {}
