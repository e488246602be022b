package health.salus.ledger.execution;

import health.salus.ledger.state.StateChanges;
import java.time.Instant;
import java.util.List;

/// All that a round does: what was decided, and how the state changes. Not yet in the log, not yet durable.
public record ExecutedBlock(
        long height,
        Instant time,
        List<ExecutedTransaction> transactions,
        List<Discard> discards,
        StateChanges changes) {

    public ExecutedBlock {
        transactions = List.copyOf(transactions);
        discards = List.copyOf(discards);
    }
}
