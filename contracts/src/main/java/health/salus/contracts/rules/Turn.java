package health.salus.contracts.rules;

import health.salus.ledger.execution.CommandContext;
import health.salus.ledger.state.WorldState;
import java.time.Instant;

/// One command's execution: what is known of it, and the state that it may change.
public record Turn(CommandContext context, WorldState state) {

    /// Consensus time.
    public Instant time() {
        return context.time();
    }
}
