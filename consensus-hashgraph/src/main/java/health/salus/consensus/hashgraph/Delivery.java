package health.salus.consensus.hashgraph;

import health.salus.consensus.Round;
import health.salus.consensus.RoundHandler;

/// Gives rounds to the handler: passes over what it has executed, tells it what the engine passed over, and halts on
/// the first failure.
final class Delivery {

    private final RoundHandler handler;
    private final HashgraphState state;
    private final long executedAtStart;

    Delivery(RoundHandler handler, HashgraphState state) {
        this.handler = handler;
        this.state = state;
        this.executedAtStart = handler.lastSequence();
    }

    /// @param submittedNow whether the round has a transaction that this run of the process took in
    /// @return false if the engine must go no further
    boolean deliver(Round round, boolean submittedNow) {
        if (submittedNow && round.sequence() <= executedAtStart) {
            // What was taken in after the start cannot stand before it: the engine's history began anew while the
            // ledger's did not, and passing over its rounds would lose them.
            state.halt("the engine orders round " + round.sequence() + " anew, which the ledger had executed before: "
                    + "its directory was emptied at all members, or is another network's");
            return false;
        }
        try {
            long next = handler.lastSequence() + 1;
            if (round.sequence() == next) {
                handler.onRound(round);
            } else if (round.sequence() > next) {
                handler.onGap(next, round);
            }
            return true;
        } catch (RuntimeException | Error failed) {
            state.halt("executing round " + round.sequence() + " failed: " + failed);
            return false;
        }
    }
}
