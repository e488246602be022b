package health.salus.node.replica;

import health.salus.consensus.Consensus;

/// Opens the engine of an epoch.
public interface EpochEngines {

    /// Takes no rounds before it is started.
    Consensus open(RosterEpoch epoch);

    /// Its word: `solo` or `hashgraph`.
    String nameOf(RosterEpoch epoch);

    /// Whether the engine of the one epoch goes on in the other, as a solo member's own does.
    boolean goesOn(RosterEpoch from, RosterEpoch to);

    /// Whether an epoch's engine delivers again what a power cut took from the ledger.
    boolean redelivers(RosterEpoch epoch);
}
