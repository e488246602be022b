package health.salus.ledger.state;

import health.salus.kernel.Octets;

/// The state as a contract sees it while it executes: what was there, and what has been changed so far.
public interface WorldState extends StateReader {

    void put(StateKey key, Octets value);

    void remove(StateKey key);
}
