package health.salus.platform.network;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.Outcome;
import java.time.Instant;
import java.util.Optional;

/// What the network finally decided about a transaction.
public record Decision(Digest transactionId, long height, Instant time, Outcome outcome) {

    /// Whether every command was accepted.
    public boolean isAccepted() {
        return outcome.commands().stream().allMatch(CommandOutcome.Accepted.class::isInstance);
    }

    /// @throws SalusException the refusal that ended the transaction, if one did; the commands around it are refused as
    ///     `ABORTED` in an atomic one, which is no reason
    public Decision orThrow() {
        Optional<CommandOutcome.Refused> aborted = Optional.empty();
        for (CommandOutcome command : outcome.commands()) {
            if (command instanceof CommandOutcome.Refused refused) {
                if (refused.code() != ErrorCode.ABORTED) {
                    throw new SalusException(refused.code(), refused.detail());
                }
                aborted = Optional.of(refused);
            }
        }
        aborted.ifPresent(refused -> {
            throw new SalusException(refused.code(), refused.detail());
        });
        return this;
    }
}
