package health.salus.platform.network;

import health.salus.kernel.Digest;
import health.salus.kernel.SalusException;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.Outcome;
import java.time.Instant;

/// What the network finally decided about a transaction.
public record Decision(Digest transactionId, long height, Instant time, Outcome outcome) {

    /// @throws SalusException the first refusal, if there is one
    public Decision orThrow() {
        for (CommandOutcome command : outcome.commands()) {
            if (command instanceof CommandOutcome.Refused(var code, var detail)) {
                throw new SalusException(code, detail);
            }
        }
        return this;
    }
}
