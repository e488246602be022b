package health.salus.consensus;

/// A moment's view of an engine.
///
/// @param latestSequence the highest sequence number that the engine knows to be ordered. If the handler stays below
///     it, rounds were passed over and must be fetched from peers.
/// @param reason why it is in this phase, for a person; never secrets or personal data
public record ConsensusStatus(ConsensusPhase phase, long latestSequence, String reason) {}
