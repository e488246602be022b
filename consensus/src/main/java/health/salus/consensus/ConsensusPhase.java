package health.salus.consensus;

/// Where an engine is in its life.
public enum ConsensusPhase {
    /// Opening files, looking for peers.
    STARTING,
    /// Delivering what was ordered before or while it was away; takes no transactions yet.
    CATCHING_UP,
    /// Takes transactions and delivers rounds.
    ACTIVE,
    /// Runs, but takes no transactions now: too few members reachable, or the disk is full. Returns by itself.
    WAITING,
    /// Stopped delivering because the handler or the storage failed; only a restart continues.
    HALTED,
    CLOSED
}
