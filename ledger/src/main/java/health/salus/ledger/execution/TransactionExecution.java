package health.salus.ledger.execution;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.ledger.state.StateOverlay;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.Outcome;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// Has the contracts decide the commands of admitted transactions.
///
/// @param contracts those in force in this block
record TransactionExecution(NetworkId network, long height, SortedMap<String, Contract> contracts) {

    Outcome run(SignedTransaction signed, Instant time, StateOverlay block) {
        Transaction transaction = signed.transaction();
        StateOverlay changes = new StateOverlay(block);
        List<CommandOutcome> outcomes = new ArrayList<>();
        for (Command command : transaction.commands()) {
            CommandContext context =
                    new CommandContext(network, height, time, transaction.attestation(), signed.id(), outcomes.size());
            StateOverlay ofCommand = new StateOverlay(changes);
            CommandOutcome outcome = bounded(decide(command, context, ofCommand), changes.bytes() + ofCommand.bytes());
            if (outcome instanceof CommandOutcome.Accepted) {
                ofCommand.applyTo(changes);
            }
            outcomes.add(outcome);
        }
        Outcome whole = Outcome.of(transaction.atomic() ? allOrNothing(outcomes) : outcomes);
        if (whole.accepted() || !transaction.atomic()) {
            changes.applyTo(block);
        }
        return whole;
    }

    private static CommandOutcome bounded(CommandOutcome outcome, long changed) {
        return outcome instanceof CommandOutcome.Accepted && changed > BlockExecutor.MAX_CHANGED_BYTES
                ? new CommandOutcome.Refused(
                        ErrorCode.LIMIT_EXCEEDED,
                        "a transaction changes at most " + BlockExecutor.MAX_CHANGED_BYTES
                                + " bytes of the state: write in several")
                : outcome;
    }

    private CommandOutcome decide(Command command, CommandContext context, StateOverlay state) {
        Contract contract = contracts.get(command.contract());
        if (contract == null) {
            return new CommandOutcome.Refused(ErrorCode.UNKNOWN_CONTRACT, "no contract of this name");
        }
        try {
            return contract.execute(command, context, state);
        } catch (SalusException refused) {
            return new CommandOutcome.Refused(refused.code(), refused.detail());
        }
    }

    private static List<CommandOutcome> allOrNothing(List<CommandOutcome> outcomes) {
        if (outcomes.stream().allMatch(CommandOutcome.Accepted.class::isInstance)) {
            return outcomes;
        }
        return outcomes.stream()
                .<CommandOutcome>map(outcome -> switch (outcome) {
                    case CommandOutcome.Refused refused -> refused;
                    case CommandOutcome.Accepted _ ->
                        new CommandOutcome.Refused(
                                ErrorCode.ABORTED, "another command of this transaction was refused");
                })
                .toList();
    }
}
